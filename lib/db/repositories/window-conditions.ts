/**
 * Conditions of statements about a window whose start and end are `$2` and `$3`. They say the same
 * as the partial indexes of the migration `mirror`, word for word, so that those serve.
 */

/**
 * What begins in the window, or in the four hours before and lasts into it. Of one room it is asked as
 * it stands: with a length PostgreSQL may take the index of what is short, which is by time and through
 * all rooms.
 */
export function beginsNear(start: string, end: string, from = '$2', until = '$3'): string {
  return `(${start} > ${from}::timestamptz - interval '4 hours'
    AND ${start} < ${until}::timestamptz AND ${end} > ${from}::timestamptz)`;
}

/** What lasts four hours at most and overlaps the window. */
export function startsNear(start: string, end: string, from = '$2', until = '$3'): string {
  return `(${beginsNear(start, end, from, until)} AND ${end} - ${start} <= interval '4 hours')`;
}

/** What began earlier and lasts into the window, of one room: the rest of what overlaps it. */
export function beganEarlier(start: string, end: string): string {
  return `(${start} <= $2::timestamptz - interval '4 hours' AND ${end} > $2::timestamptz
    AND ${end} - ${start} > interval '4 hours')`;
}

/** What lasts longer and overlaps the window, of one room. */
export function reachesInto(start: string, end: string, from = '$2', until = '$3'): string {
  return `(${end} > ${from}::timestamptz AND ${start} < ${until}::timestamptz
    AND ${end} - ${start} > interval '4 hours')`;
}

/** What lasts longer and overlaps the window, among all rooms. */
export function spansWindow(start: string, end: string, from = '$2', until = '$3'): string {
  return `(tstzrange(${start}, ${end}, '[)')
      && tstzrange(${from}::timestamptz, ${until}::timestamptz, '[)')
    AND ${end} - ${start} > interval '4 hours')`;
}

/** A calendar that does not answer now is given less time: what it said last may be over. */
const failingAgeMs = 30_000;

/** The moment before which a mirror `m` is too old. */
export function oldest(maxAgeMs: string): string {
  return `now() - interval '1 millisecond' * CASE WHEN m.error_code IS NULL THEN ${maxAgeMs}::float8
    ELSE least(${maxAgeMs}::float8, ${failingAgeMs}) END`;
}

export function epochMs(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}
