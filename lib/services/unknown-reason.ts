import type { BackendErrorCode } from '@/lib/calendar/errors';
import type { UnknownReason } from '@/lib/core/availability/busy';

const reasons: Readonly<Record<BackendErrorCode, UnknownReason>> = {
  unauthenticated: 'access-refused',
  forbidden: 'access-refused',
  'room-not-found': 'room-missing',
  'event-not-found': 'unreadable',
  conflict: 'unreadable',
  stale: 'unreadable',
  'invalid-request': 'unreadable',
  unsupported: 'unreadable',
  throttled: 'throttled',
  unavailable: 'unreachable',
  timeout: 'timeout',
  aborted: 'timeout',
  'bad-response': 'unreadable',
};

/** What a failed read means to the person who looks at the room. */
export function toUnknownReason(code: BackendErrorCode): UnknownReason {
  return reasons[code];
}
