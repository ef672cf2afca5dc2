'use client';

import { useMemo } from 'react';
import { useReader } from '@/app/_components/reader';
import { quarterMs } from '@/app/(employee)/grid/day-axis';
import type { Freshness } from '@/app/(employee)/grid/freshness';
import { type RoomReading, roomDay, type Stretch } from '@/app/(employee)/grid/room-day';
import { readRoom } from '@/app/(employee)/grid/room-reading';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import type { RoomAvailabilityAnswer } from '@/lib/http/contract/availability';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** What is known of a room's day; the days are counted from 0 as they are shown. */
export type DaysOf = (room: RoomAnswer, day: number) => readonly Stretch[];
export type DayOf = (room: RoomAnswer) => readonly Stretch[];

interface RoomDaysQuestion {
  /** The same array for as long as the days are the same. */
  readonly windows: readonly Interval[];
  readonly now: Instant;
  readonly answers: ReadonlyMap<string, RoomAvailabilityAnswer>;
  readonly freshness: Freshness;
}

/** Each room's days, each worked out once for every answer and quarter of an hour. */
export function useRoomDays(question: RoomDaysQuestion): DaysOf {
  const { windows, now, answers, freshness } = question;
  const { role } = useReader();
  const presentQuarter = instant(Math.floor(now / quarterMs) * quarterMs);
  return useMemo(() => {
    const readings = new Map<string, RoomReading>();
    const readingOf = keptIn(readings, (roomId) => readRoom(answers.get(roomId), freshness));
    const known = windows.map(() => new Map<string, readonly Stretch[]>());
    return (room, index) => {
      const [window, days] = [windows[index], known[index]];
      if (!window || !days) throw new RangeError(`of ${windows.length} days none is ${index}`);
      const dayOf = keptIn(days, () =>
        roomDay({
          window,
          reading: readingOf(room.id),
          policy: room.policy,
          timeZone: zoneId(room.timeZone),
          role,
          presentQuarter,
        }),
      );
      return dayOf(room.id);
    };
  }, [windows, answers, freshness, role, presentQuarter]);
}

/** Works a value out when it is first asked for. */
function keptIn<Value>(kept: Map<string, Value>, make: (key: string) => Value) {
  return (key: string): Value => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    kept.set(key, made);
    return made;
  };
}
