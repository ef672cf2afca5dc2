import type { CalendarEvent, EventRef } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import { isStretch } from '@/lib/calendar/limits/is-stretch';

const kinds: ReadonlySet<string> = new Set<CalendarEvent['kind']>(['busy', 'tentative', 'free']);

/**
 * The event, when it has what callers rely on.
 * @throws BackendError `bad-response` otherwise, and when it is not the one of that uid.
 */
export function checkEvent(event: CalendarEvent, uid?: string): CalendarEvent {
  if (!isStretch(event) || !kinds.has(event.kind) || !Array.isArray(event.answers)) {
    throw new BackendError('bad-response', 'a malformed event');
  }
  checkEventRef(event.ref, uid);
  return event;
}

/**
 * The reference, when it names an event.
 * @throws BackendError `bad-response` otherwise, and when it names another than that uid.
 */
export function checkEventRef(ref: EventRef, uid?: string): EventRef {
  if (typeof ref?.uid !== 'string' || typeof ref.handle !== 'string') {
    throw new BackendError('bad-response', 'a malformed event reference');
  }
  if (uid !== undefined && ref.uid !== uid) {
    throw new BackendError('bad-response', 'an event of another uid than asked for');
  }
  return ref;
}
