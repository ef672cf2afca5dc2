declare const instantBrand: unique symbol;

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** RFC 3339 section 5.6: a date-time with an offset, seconds and fraction as in the grammar. */
const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Makes an instant of epoch milliseconds.
 * @throws RangeError when the number is not a safe integer.
 */
export function instant(epochMs: number): Instant {
  if (!Number.isSafeInteger(epochMs)) throw new RangeError(`not an instant: ${epochMs}`);
  return epochMs as Instant;
}

export function addMs(at: Instant, deltaMs: number): Instant {
  return instant(at + deltaMs);
}

/** Reads an RFC 3339 date-time (any offset); null when it is not one or names a day that is not. */
export function parseInstant(text: string): Instant | null {
  const parts = rfc3339.exec(text);
  if (!parts) return null;
  const epochMs = Date.parse(text.toUpperCase());
  if (Number.isNaN(epochMs) || !isRealDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) {
    return null;
  }
  return instant(epochMs);
}

/** RFC 3339 in UTC, without a fraction when it is zero: `2026-11-23T09:30:00Z`. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

function isRealDay(year: number, month: number, day: number): boolean {
  const probe = new Date(Date.UTC(year, month - 1, day));
  return probe.getUTCMonth() === month - 1 && probe.getUTCDate() === day;
}
