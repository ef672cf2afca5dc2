'use client';

import { useLocale, useTranslations } from 'next-intl';
import { FeatureList } from '@/app/_components/feature-list';
import { RoomPicker } from '@/app/(employee)/grid/room-picker';
import type { ChangeGrid } from '@/app/(employee)/grid/use-grid-state';
import { DaySummary } from '@/app/(employee)/grid/week/day-summary';
import type { WeekParts } from '@/app/(employee)/grid/week/week-row';
import { dateOf, formatDate } from '@/lib/core/time/wall-time';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatCalendarDate, formatNearDay } from '@/lib/i18n/format-date';

interface RoomWeekListProps extends WeekParts {
  readonly rooms: readonly RoomAnswer[];
  readonly wishedRoomId: string | null;
  readonly change: ChangeGrid;
}

/** One room's week from top to bottom: what a phone shows in place of the grid. */
export function RoomWeekList(props: RoomWeekListProps) {
  const { rooms, wishedRoomId, change, days, zone, now, daysOf, words, openDay } = props;
  const t = useTranslations();
  const locale = useLocale();
  const room = rooms.find(({ id }) => id === wishedRoomId) ?? rooms[0];
  if (!room) return null;
  const today = dateOf(now, zone);
  return (
    <>
      <RoomPicker rooms={rooms} value={room} onChange={(id) => change({ room: id })} />
      <div className="mt-2 mb-4">
        <FeatureList features={room.features} accessible={room.accessible} />
      </div>
      <ul aria-label={t('grid.weekList', { room: room.name })} className="border-b border-hairline">
        {days.map((date, index) => {
          const day = daysOf(room, index);
          const near = formatNearDay(date, today, locale);
          const name = formatCalendarDate(date, 'long', locale);
          return (
            <li key={formatDate(date)} className="border-t border-hairline">
              <a
                href={openDay.addressOf(room, date)}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  openDay.open(room, date);
                }}
                className="grid gap-1 py-3"
              >
                <span className="text-16 font-semibold first-letter:uppercase">
                  {near ? t('common.nearDay', { near, date: name }) : name}
                </span>
                <span aria-hidden className="block h-10 text-12">
                  <DaySummary {...{ date, zone, day, now }} words={words.short(day)} />
                </span>
                <span className="text-quiet">{words.long(day)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}
