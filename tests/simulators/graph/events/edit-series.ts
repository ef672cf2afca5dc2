import { newChangeKey } from '../store/world';
import type { EventContent, StoredEvent } from './stored-event';

/** The series with these things different on one date. */
export function withException(
  event: StoredEvent,
  originalStartMs: number,
  changes: Partial<EventContent>,
  nowMs: number,
): StoredEvent {
  const exceptions = new Map(event.exceptions);
  exceptions.set(originalStartMs, {
    changes: { ...exceptions.get(originalStartMs)?.changes, ...changes },
    changeKey: newChangeKey(),
    modifiedMs: nowMs,
  });
  return touched({ ...event, exceptions }, nowMs);
}

/** The series without these dates. */
export function withoutDates(
  event: StoredEvent,
  originalStartsMs: readonly number[],
  nowMs: number,
): StoredEvent {
  if (originalStartsMs.length === 0) return event;
  const exceptions = new Map(event.exceptions);
  for (const at of originalStartsMs) exceptions.delete(at);
  const cancelledStarts = new Set([...event.cancelledStarts, ...originalStartsMs]);
  return touched({ ...event, exceptions, cancelledStarts }, nowMs);
}

/** The same under a new change key. */
export function touched(event: StoredEvent, nowMs: number): StoredEvent {
  return { ...event, changeKey: newChangeKey(), modifiedMs: nowMs };
}
