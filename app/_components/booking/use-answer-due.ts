'use client';

import { useTranslations } from 'next-intl';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useNow } from '@/app/_components/use-now';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { readInstant } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatTime } from '@/lib/i18n/format-time';

export interface AnswerDueWords {
  readonly isOverdue: boolean;
  /** Until when the room's answer is waited for on its clock, and what happens otherwise. */
  readonly text: string;
}

/** Null where no room's answer is due, and until the page runs in the browser. */
export function useAnswerDue({ answerDue, rooms, timeZone }: BookingAnswer): AnswerDueWords | null {
  const t = useTranslations('book.answerDue');
  const locale = useDisplayLocale();
  const now = useNow();
  if (!answerDue || now === null) return null;
  const at = readInstant(answerDue.at);
  const zone = zoneId(rooms[0]?.timeZone ?? timeZone);
  const moment = t('moment', {
    time: formatTime(at, zone, locale),
    date: formatCalendarDate(dateOf(at, zone), 'long', locale),
  });
  const isOverdue = at <= now;
  const { otherwise } = answerDue;
  return { isOverdue, text: t(isOverdue ? `${otherwise}Overdue` : otherwise, { moment }) };
}
