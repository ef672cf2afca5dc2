import type { EventRow } from '@/lib/calendar/backends/local/event-row';
import { BackendError } from '@/lib/calendar/errors';

/** The sort key of the last event of a page: start, event, date of the series. */
type PageKey = readonly [startsAt: string, eventId: string, recurrenceId: string];

const first: PageKey = ['-infinity', '', '-infinity'];

export function toPageCursor(last: EventRow): string {
  const key = [toIso(last.start_ms), last.id, toIso(last.date_ms)];
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws BackendError `invalid-request` for what is not one of ours. */
export function fromPageCursor(cursor: string | null): PageKey {
  if (cursor === null) return first;
  const [startsAt, eventId, recurrenceId] = parse(cursor);
  if (!isIso(startsAt) || typeof eventId !== 'string' || !isIso(recurrenceId)) throw foreign();
  return [startsAt, eventId, recurrenceId];
}

function parse(cursor: string): readonly unknown[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(key) ? key : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function isIso(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function foreign(): BackendError {
  return new BackendError('invalid-request', 'the cursor is not one of this connection');
}
