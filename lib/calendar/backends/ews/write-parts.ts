import type {
  CallContext,
  EventChange,
  EventDraft,
  EventRef,
  FreeBusyQuery,
  RoomFreeBusy,
} from '@/lib/calendar/backend';
import type { EwsClient } from '@/lib/calendar/backends/ews/client';
import type { EventPlaces } from '@/lib/calendar/backends/ews/event-places';
import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import { toHandle } from '@/lib/calendar/backends/ews/handle';
import type { ItemWriter } from '@/lib/calendar/backends/ews/item-writer';
import type { Notes } from '@/lib/calendar/backends/ews/notes';
import { addressOf } from '@/lib/calendar/backends/ews/room-address';
import { toNotesUpdate } from '@/lib/calendar/backends/ews/to-calendar-item';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';

export interface WritingParts {
  readonly client: EwsClient;
  readonly writer: ItemWriter;
  readonly places: EventPlaces;
  readonly capabilities: Capabilities;
  readonly doFreeBusy: (query: FreeBusyQuery, ctx: CallContext) => Promise<readonly RoomFreeBusy[]>;
}

export function newRef({ uid, rooms }: EventDraft, owner: string, version: string): EventRef {
  return { uid, recurrenceId: null, handle: toHandle({ mailbox: owner, uid }), version, rooms };
}

/** @throws BackendError `invalid-request` when the end would not be after the start */
export function checkTimes(
  item: Pick<CalendarItem, 'start' | 'end'>,
  { start = item.start, end = item.end }: EventChange,
): void {
  if (end <= start) throw refused('invalid-request', 'the end is not after the start');
}

export function refused(
  code: 'conflict' | 'stale' | 'forbidden' | 'invalid-request',
  message: string,
): BackendError {
  return new BackendError(code, message, { outcome: 'not-applied' });
}

/** What an event of ours remembers of new rooms. */
export function toRoomNotes(notes: Notes | null, { rooms }: EventChange): readonly string[] {
  if (!rooms || !notes) return [];
  return [toNotesUpdate({ ...notes, rooms: rooms.map(addressOf) })];
}
