import type { EventChange, EventDraft, RoomRef, Scope } from '@/lib/calendar/backend';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';

/**
 * Refuses what no calendar may be asked to hold, before anything is sent.
 * @throws BackendError `invalid-request` or `unsupported`, nothing written.
 */
export function checkDraft(draft: EventDraft, capabilities: Capabilities): void {
  if (draft.uid === '') throw invalid('the uid is empty');
  checkOrder(draft);
  checkRooms(draft.rooms, capabilities);
  if (draft.recurrence && !capabilities.recurringWrites) {
    throw new BackendError('unsupported', 'recurring events cannot be written here', {
      outcome: 'not-applied',
    });
  }
}

/**
 * Refuses a change that is wrong by itself; one that is wrong only together with the event as it
 * stands is for the backend to refuse.
 * @throws BackendError `invalid-request` or `unsupported`, nothing written.
 */
export function checkChange(change: EventChange, scope: Scope, capabilities: Capabilities): void {
  if (change.rooms) checkNewRooms(change.rooms, scope, capabilities);
  if (change.start !== undefined && change.end !== undefined) {
    checkOrder({ start: change.start, end: change.end });
  }
}

function checkOrder({ start, end }: Pick<EventDraft, 'start' | 'end'>): void {
  if (!(start < end)) throw invalid('the end is not after the start');
}

function checkNewRooms(rooms: readonly RoomRef[], scope: Scope, capabilities: Capabilities): void {
  if (capabilities.roomsPerEvent === 1) unsupported('an event cannot change its room here');
  if (scope === 'one') unsupported('the rooms of an event are those of all its dates');
  checkRooms(rooms, capabilities);
}

function checkRooms(rooms: readonly RoomRef[], { roomsPerEvent }: Capabilities): void {
  if (rooms.length === 0) throw invalid('no room is named');
  if (new Set(rooms.map((room) => room.roomId)).size < rooms.length) {
    throw invalid('a room is named twice');
  }
  if (rooms.length > roomsPerEvent) {
    throw invalid(`more than ${roomsPerEvent} rooms in one event`);
  }
}

function invalid(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
