import type { EventChange, EventDraft } from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';

/**
 * Refuses what no calendar may be asked to hold, before anything is sent.
 * @throws BackendError `invalid-request` or `unsupported`, nothing written.
 */
export function checkDraft(draft: EventDraft, capabilities: Capabilities): void {
  if (draft.uid === '') throw invalid('the uid is empty');
  checkOrder(draft);
  checkRooms(draft, capabilities);
  if (draft.recurrence && !capabilities.recurringWrites) {
    throw new BackendError('unsupported', 'recurring events cannot be written here', {
      outcome: 'not-applied',
    });
  }
}

/**
 * Refuses a change that is wrong by itself; one that is wrong only together with the event as it
 * stands is for the backend to refuse.
 * @throws BackendError `invalid-request`, nothing written.
 */
export function checkChange(change: EventChange): void {
  if (change.start !== undefined && change.end !== undefined) {
    checkOrder({ start: change.start, end: change.end });
  }
}

function checkOrder({ start, end }: Pick<EventDraft, 'start' | 'end'>): void {
  if (!(start < end)) throw invalid('the end is not after the start');
}

function checkRooms({ rooms }: EventDraft, { roomsPerEvent }: Capabilities): void {
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
