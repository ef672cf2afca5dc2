import type { CalendarDate } from '@/lib/core/time/wall-time';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** How one comes from the week to one of its days, at that room. */
export interface OpenDay {
  readonly open: (room: RoomAnswer, date: CalendarDate) => void;
  readonly addressOf: (room: RoomAnswer, date: CalendarDate) => string;
}
