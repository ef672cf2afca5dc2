import { formatInstant } from '@/lib/core/time/instant';
import type { PreviewAnswer } from '@/lib/http/contract/bookings';
import { toSlot } from '@/lib/http/server/presenters/slot';
import { presentSuggestion } from '@/lib/http/server/presenters/suggestion';
import type { Preview, PreviewDate } from '@/lib/services/preview-booking';

export function presentPreview({ dates, bounded }: Preview): PreviewAnswer {
  return {
    occurrences: dates.map(presentDate),
    bounded,
    free: dates.filter(({ status }) => status === 'free').length,
  };
}

function presentDate(date: PreviewDate): PreviewAnswer['occurrences'][number] {
  const { reason, conflicts, violations, alternatives } = date;
  return {
    recurrenceId: formatInstant(date.recurrenceId),
    start: formatInstant(date.start),
    end: formatInstant(date.end),
    roomIds: [...date.roomIds],
    status: date.status,
    ...(reason === null ? {} : { reason }),
    ...(conflicts.length === 0 ? {} : { conflicts: conflicts.map(toSlot) }),
    ...(violations.length === 0 ? {} : { violations: [...violations] }),
    ...(alternatives.length === 0 ? {} : { alternatives: alternatives.map(presentSuggestion) }),
  };
}
