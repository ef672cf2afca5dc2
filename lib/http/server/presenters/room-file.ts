import { createHash } from 'node:crypto';
import type { CalendarFile, FileEvent } from '@/lib/calendar/calendar-file';
import type { RoomTaken, TakenInterval } from '@/lib/core/availability/room-taken';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { zoneId } from '@/lib/core/time/zone';
import { type SeenOfBooking, whatMayBeSeen } from '@/lib/http/server/presenters/availability';

/** What stands for a meeting whose title the reader may not see. */
export interface TakenWords {
  readonly busy: string;
  readonly tentative: string;
  readonly hold: string;
}

/** A room's times as the reader may see them, for their calendar program. The room's times are known. */
export function presentRoomFile(
  { room, taken }: RoomTaken,
  reader: Person,
  words: TakenWords,
): CalendarFile {
  return { name: room.name, events: taken.map((piece) => toEvent(room, piece, reader, words)) };
}

function toEvent(room: Room, piece: TakenInterval, reader: Person, words: TakenWords): FileEvent {
  const { start, end, occurrence } = piece;
  const kind = occurrence?.kind === 'hold' ? 'hold' : piece.kind;
  const seen: SeenOfBooking = occurrence ? whatMayBeSeen(occurrence, reader) : {};
  return {
    uid: uidOf(room, piece),
    sequence: 0,
    timeZone: zoneId('UTC'),
    start,
    end,
    title: titleOf(seen) ?? words[kind],
    description: null,
    location: `${room.name}, ${room.building.name}`,
    status: kind === 'busy' ? 'confirmed' : 'tentative',
    organizer: null,
    visibility: seen.visibility ?? 'default',
    url: null,
    recurrence: null,
    changedDates: [],
  };
}

function titleOf({ title, organizer, mine = false }: SeenOfBooking): string | undefined {
  if (title !== undefined && organizer !== undefined && !mine) return `${title} (${organizer})`;
  return title ?? organizer;
}

/** Tells nobody the id of a booking that they may not see. */
function uidOf(room: Room, { start, end, occurrence }: TakenInterval): string {
  const what = occurrence ? [occurrence.bookingId, start] : [start, end];
  const digest = createHash('sha256')
    .update(JSON.stringify([room.id, ...what]))
    .digest('hex');
  return `foyer-room-${digest.slice(0, 32)}`;
}
