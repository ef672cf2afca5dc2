'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { type Carried, obstacleTo } from '@/app/(employee)/grid/carried';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { isTaken, type Stretch, stretchesIn } from '@/app/(employee)/grid/room-day';
import type { Instant } from '@/lib/core/time/instant';
import { clip, type Interval } from '@/lib/core/time/interval';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatList } from '@/lib/i18n/format-list';
import { formatTime, formatTimeRange } from '@/lib/i18n/format-time';

export interface StretchWords {
  readonly date: string;
  readonly time: (at: Instant) => string;
  readonly range: (interval: Interval) => string;
  /** The state alone: `free until 11:30`, `no information: its calendar cannot be reached`. */
  readonly state: (stretch: Stretch) => string;
  /** What the meeting is and whose, as far as the reader may know; null when that is nothing. */
  readonly title: (stretch: Stretch) => string | null;
  /** The same of a cell, of which several stretches may each have a part. */
  readonly cursor: (room: string, cell: Interval, day: readonly Stretch[]) => string;
  /** Room, day, time and state, as a stretch is called. */
  readonly cell: (room: string, interval: Interval, stretch: Stretch) => string;
  /** What is taken up and held there, and whether it can be had. */
  readonly held: (room: string, carried: Carried, day: readonly Stretch[]) => string;
}

const stateKeys = {
  past: 'grid.past',
  out: 'grid.outOfService',
  mine: 'grid.mine',
  busy: 'grid.busy',
  tentative: 'grid.tentative',
  hold: 'grid.hold',
  loading: 'common.loading',
} as const;

/** Puts the stretches of a day into the reader's words. */
export function useStretchWords(axis: DayAxis): StretchWords {
  const t = useTranslations();
  const locale = useDisplayLocale();
  return useMemo(() => {
    const { zone, window } = axis;
    const date = formatCalendarDate(axis.date, 'long', locale);
    const time = (at: Instant) => formatTime(at, zone, locale);
    const range = (interval: Interval) => formatTimeRange(interval, zone, locale);
    const state = (stretch: Stretch) => {
      if (stretch.state === 'free') {
        if (stretch.end >= window.end) return t('grid.freeAllDay');
        return t('grid.freeUntil', { time: time(stretch.end) });
      }
      if (stretch.state === 'unknown') {
        return t('grid.unknownBecause', { reason: t(`unknownReason.${stretch.reason}`) });
      }
      if (stretch.state === 'closed') {
        if (stretch.rule === 'opening-hours') return t('grid.closed');
        return t(`policyRuleShort.${stretch.rule}`);
      }
      return t(stateKeys[stretch.state]);
    };
    const title = (stretch: Stretch) => {
      if (!isTaken(stretch)) return null;
      const { title: subject, organizer } = stretch;
      if (subject && organizer && stretch.state !== 'mine') {
        return t('grid.byOrganizer', { title: subject, organizer });
      }
      return subject ?? organizer;
    };
    const cell = (room: string, interval: Interval, stretch: Stretch) => {
      const parts = { room, date, range: range(interval), state: state(stretch) };
      const subject = title(stretch);
      return subject ? t('grid.cellTitled', { ...parts, title: subject }) : t('grid.cell', parts);
    };
    const cursor = (room: string, interval: Interval, day: readonly Stretch[]) => {
      const [first, ...others] = stretchesIn(day, interval);
      if (first && others.length === 0) return cell(room, interval, first);
      const parts = [first, ...others].filter((stretch) => stretch !== undefined);
      const named = parts.map((stretch) => {
        const part = { range: range(clip(stretch, interval) ?? interval), state: state(stretch) };
        const subject = title(stretch);
        return subject ? t('grid.partTitled', { ...part, title: subject }) : t('grid.part', part);
      });
      const whole = { room, date, range: range(interval), parts: formatList(named, locale) };
      return t('grid.cellMixed', whole);
    };
    const held = (room: string, carried: Carried, day: readonly Stretch[]) => {
      const obstacle = obstacleTo(day, carried, carried.bookingId);
      const parts = { room, date, range: range(carried), title: carried.title };
      if (carried.isSending) return t('grid.cellMoving', parts);
      return t('grid.cellHeld', { ...parts, state: obstacle ? state(obstacle) : t('grid.free') });
    };
    return { date, time, range, state, title, cell, cursor, held };
  }, [axis, locale, t]);
}
