import * as z from 'zod/mini';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';

/** Characters that no database column, XML document or iCalendar line can carry. */
const controls = /[^\P{Cc}\t\n\r]/u;

/** Text of people: trimmed, without control characters, of bounded length. */
export function text(maxLength: number, minLength = 0) {
  return z.string().check(
    z.trim(),
    z.minLength(minLength),
    z.maxLength(maxLength),
    z.refine((value) => !controls.test(value), 'must not hold control characters'),
    z.refine((value) => value.isWellFormed(), 'must be well-formed Unicode'),
  );
}

/** Text of programs: as it is, not empty, of bounded length. */
export function plainText(maxLength: number) {
  return z.string().check(z.minLength(1), z.maxLength(maxLength));
}

/** A whole number from the least to the most, both of them included. */
export function whole(least: number, most: number) {
  return z.int().check(z.minimum(least), z.maximum(most));
}

/** The same in a query, where every number comes as text. */
export function wholeInQuery(least: number, most: number) {
  return z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most));
}

export const idSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_.-]{1,100}$/, 'must be an id'))
  .register(z.globalRegistry, { description: 'Opaque id.' });

export const emailSchema = z.email().check(z.maxLength(254), z.toLowerCase());

/** RFC 3339, any offset in; the value is an instant. */
export const instantInput = readAs<Instant>(
  z.string().check(z.maxLength(40)),
  parseInstant,
  'must be an RFC 3339 date-time with an offset',
);

/** RFC 3339 in UTC, as every answer tells time. */
export const instantOutput = z.iso
  .datetime()
  .register(z.globalRegistry, { description: 'RFC 3339, UTC.' });

/** An IANA time zone; the value is a zone. */
export const zoneSchema = readAs<ZoneId>(
  z.string().check(z.maxLength(64)),
  parseZone,
  'must be a time zone such as Europe/Paris',
);

/** `a,b,c` in a query; empty parts are dropped. */
export function commaSeparated<T extends z.ZodMiniType<unknown, string>>(item: T, max: number) {
  const parts = z.transform((value: string) => value.split(',').filter((part) => part !== ''));
  return z.pipe(z.pipe(z.string(), parts), z.array(item).check(z.maxLength(max)));
}

export const booleanQuery = z.pipe(
  z.enum(['true', 'false']),
  z.transform((value) => value === 'true'),
);

export function listOf<T extends z.ZodMiniType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
}

export function pageQuery(defaultLimit: number, maxLimit: number) {
  return {
    cursor: z.optional(plainText(500)),
    limit: z._default(wholeInQuery(1, maxLimit), defaultLimit),
  };
}

/** A text that stands for a value; null where it stands for none, which is then said in those words. */
export function readAs<Value>(
  schema: z.ZodMiniString<string>,
  read: (text: string) => Value | null,
  message: string,
) {
  const reading = z.transform((value: string, { issues }): Value => {
    const found = read(value);
    if (found !== null) return found;
    issues.push({ code: 'custom', message, input: value });
    return z.NEVER;
  });
  return z.pipe(schema, reading);
}
