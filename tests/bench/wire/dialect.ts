import type { HttpMessage } from '@/tests/bench/wire/http-message';

/**
 * What a request is, by itself:
 * - `write`, `complete`, `remove`: the first request of an event, a further one, taking it out.
 * - `check`: part of a write, though it only reads. `prepare`: the same before it.
 * - `live`: is the room free? `event`: an event by its name. `search`: an event by its uid.
 * - `read`: any of these three. `more`: goes on with the read before.
 * - `aside`: of no booking.
 */
export type RequestKind =
  | 'write'
  | 'complete'
  | 'remove'
  | 'check'
  | 'prepare'
  | 'live'
  | 'event'
  | 'search'
  | 'read'
  | 'more'
  | 'aside';

/** How a kind of server is asked. */
export interface Dialect {
  kindOf(request: HttpMessage): RequestKind;
  /** Whether a look-up ends with this request, which is about that calendar's room. */
  endsLookUp(request: HttpMessage, calendar: string): boolean;
}
