import type { EventRef } from '@/lib/calendar/backend';
import { epochMs } from '@/lib/calendar/backends/local/event-row';
import { eventNotFound, stale } from '@/lib/calendar/backends/local/guarded-write';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { runStatement } from '@/lib/calendar/backends/local/run-statement';
import { accepted } from '@/lib/calendar/backends/shared/series/accepted';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { ruleDates } from '@/lib/core/recurrence/rule-dates';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

/** A date as it stands; `was` still names its rows when a change gives it another original start. */
export interface StoredDate extends SeriesOverride {
  readonly was: Instant;
}

export interface StoredSeries {
  readonly version: string;
  /** Its overrides are all its dates; those of the rule that have no row are its exceptions. */
  readonly series: Series<StoredDate>;
}

interface SeriesRow {
  readonly version: string;
  readonly rrule: string | null;
  readonly time_zone: string;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly dates: readonly (readonly [atMs: number, startMs: number, endMs: number])[];
}

/** Of a rule without a measure that others wrote. */
const mostLeftOutAtTheEnd = 10_000;

const readText = `
  SELECT e.version::text AS version, e.rrule, e.time_zone,
         ${epochMs('e.starts_at')} AS start_ms, ${epochMs('e.ends_at')} AS end_ms,
         (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(
                   ${epochMs('o.recurrence_id')}, ${epochMs('o.starts_at')}, ${epochMs('o.ends_at')}
                 )), '[]')
            FROM local_occurrences o WHERE o.event_id = e.id) AS dates
    FROM local_events e
   WHERE e.id = $2 AND e.connection_id = $1`;

/**
 * The series as it stands, in the version that the caller knows.
 * @throws BackendError `stale`, `event-not-found`, or `invalid-request` for what is no series
 */
export async function readSeries(
  store: LocalStore,
  ref: EventRef,
  signal: AbortSignal,
): Promise<StoredSeries> {
  const row = await readRow(store, ref, signal);
  if (row.rrule === null) {
    const message = 'only a series has a rule to be changed';
    throw new BackendError('invalid-request', message, { outcome: 'not-applied' });
  }
  return { version: row.version, series: fromSeriesRow(row, row.rrule) };
}

/** The version as it stands. @throws BackendError `event-not-found` */
export async function readVersion(
  store: LocalStore,
  ref: EventRef,
  signal: AbortSignal,
): Promise<string> {
  return (await readRow(store, ref, signal)).version;
}

async function readRow(
  { pool, connectionId }: LocalStore,
  { handle, version }: EventRef,
  signal: AbortSignal,
): Promise<SeriesRow> {
  const values = [connectionId, handle];
  // Nothing is written yet, but the caller asked for a write: its errors say so.
  const statement = { text: readText, values, writes: true };
  const [row] = await runStatement<SeriesRow>(pool, statement, signal).catch(notApplied);
  if (!row) throw eventNotFound();
  if (version !== null && version !== row.version) throw stale();
  return row;
}

function notApplied(error: unknown): never {
  if (!isBackendError(error)) throw error;
  const { code, message, cause } = error;
  throw new BackendError(code, message, { cause, outcome: 'not-applied' });
}

function fromSeriesRow(row: SeriesRow, rrule: string): Series<StoredDate> {
  const overrides = row.dates.map(([atMs, startMs, endMs]) => {
    const at = instant(atMs);
    return { was: at, recurrenceId: at, start: instant(startMs), end: instant(endMs) };
  });
  const rule = accepted(parseRule(rrule));
  const start = instant(row.start_ms);
  const timeZone = zoneId(row.time_zone);
  const present = new Set(overrides.map(({ recurrenceId }) => recurrenceId));
  const last = Math.max(start, ...present);
  const exceptions: Instant[] = [];
  let after = 0;
  for (const { at } of accepted(ruleDates({ rule, start, timeZone }))) {
    // Those after the last row are left out as well, as long as they can be counted.
    if (at > last) after += 1;
    if (after > mostLeftOutAtTheEnd) break;
    if (!present.has(at)) exceptions.push(at);
  }
  return { rule, start, timeZone, durationMs: row.end_ms - row.start_ms, exceptions, overrides };
}
