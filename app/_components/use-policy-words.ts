'use client';

import { useTranslations } from 'next-intl';
import { groupOpeningHours, type OpeningDays } from '@/app/_components/opening-days';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { defaultPolicy, type RoomPolicy } from '@/lib/core/policy/room-policy';
import type { DisplayLocale } from '@/lib/i18n/display-locale';
import { formatWeekday } from '@/lib/i18n/format-date';
import { formatClockMinute, formatMinutes } from '@/lib/i18n/format-minutes';

export interface PolicyWords {
  /** What concerns the time. */
  readonly when: readonly string[];
  /** What concerns who may book and what happens then. */
  readonly room: readonly string[];
}

const dayMinutes = 24 * 60;

/** A room's rules in the reader's language; rules that everybody takes for granted are left out. */
export function usePolicyWords(policy: RoomPolicy): PolicyWords {
  const t = useTranslations('policy');
  const locale = useDisplayLocale();
  const length = (minutes: number) => ({ length: formatMinutes(minutes, locale) });
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after } = policy;
  const { minNoticeMinutes: notice, maxActivePerPerson: quota } = policy;
  const who = { employee: null, manager: 'whoManager', admin: 'whoAdmin', nobody: 'whoNobody' };
  const whoKey = who[policy.whoMayBook] as 'whoManager' | 'whoAdmin' | 'whoNobody' | null;
  const when = [
    ...groupOpeningHours(policy.openingHours).map((days) =>
      t('openingHours', {
        days: formatDays(days, locale),
        hours: `${formatClockMinute(days.opensMinute, locale)}–${formatClockMinute(days.closesMinute, locale)}`,
      }),
    ),
    policy.minDurationMinutes > defaultPolicy.minDurationMinutes &&
      t('minDuration', length(policy.minDurationMinutes)),
    policy.maxDurationMinutes < defaultPolicy.maxDurationMinutes &&
      t('maxDuration', length(policy.maxDurationMinutes)),
    notice > 0 && t('notice', length(notice)),
    t('bookingWindow', length(policy.bookingWindowDays * dayMinutes)),
    before > 0 && t('bufferBefore', length(before)),
    after > 0 && t('bufferAfter', length(after)),
  ];
  const room = [
    whoKey && t(whoKey),
    policy.approval === 'manager' && t('approval'),
    policy.checkIn && t('checkIn'),
    quota !== null && t('quota', { count: quota }),
  ];
  return { when: when.filter(isText), room: room.filter(isText) };
}

function formatDays({ firstWeekday, lastWeekday }: OpeningDays, locale: DisplayLocale): string {
  const first = formatWeekday(firstWeekday, 'shortWeekday', locale);
  if (firstWeekday === lastWeekday) return first;
  return `${first}–${formatWeekday(lastWeekday, 'shortWeekday', locale)}`;
}

function isText(value: string | false | null): value is string {
  return typeof value === 'string';
}
