'use client';

import { useMemo } from 'react';
import { useReader } from '@/app/_components/reader';
import { type DayAxis, quarterMs } from '@/app/(employee)/grid/day-axis';
import type { Freshness } from '@/app/(employee)/grid/freshness';
import { roomDay, type Stretch } from '@/app/(employee)/grid/room-day';
import { readRoom } from '@/app/(employee)/grid/room-reading';
import { type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { RoomAvailabilityAnswer } from '@/lib/http/contract/availability';
import type { RoomAnswer } from '@/lib/http/contract/places';

export type DayOf = (room: RoomAnswer) => readonly Stretch[];

interface RoomDaysQuestion {
  readonly axis: DayAxis;
  readonly now: Instant;
  readonly answers: ReadonlyMap<string, RoomAvailabilityAnswer>;
  readonly freshness: Freshness;
}

/** Each room's day, worked out once for every answer and quarter of an hour. */
export function useRoomDays(question: RoomDaysQuestion): DayOf {
  const { axis, now, answers, freshness } = question;
  const { role } = useReader();
  const presentQuarter = instant(Math.floor(now / quarterMs) * quarterMs);
  return useMemo(() => {
    const known = new Map<string, readonly Stretch[]>();
    return (room) => {
      const kept = known.get(room.id);
      if (kept) return kept;
      const day = roomDay({
        window: axis.window,
        reading: readRoom(answers.get(room.id), freshness),
        policy: room.policy,
        timeZone: zoneId(room.timeZone),
        role,
        presentQuarter,
      });
      known.set(room.id, day);
      return day;
    };
  }, [axis, answers, freshness, role, presentQuarter]);
}
