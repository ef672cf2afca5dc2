import * as z from 'zod';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';

/** Characters that no database column, XML document or iCalendar line can carry. */
const controls = /[^\P{Cc}\t\n\r]/u;

/** Text of people: trimmed, without control characters, of bounded length. */
export function text(maxLength: number, minLength = 0) {
  return z
    .string()
    .trim()
    .min(minLength)
    .max(maxLength)
    .refine((value) => !controls.test(value), 'must not hold control characters')
    .refine((value) => value.isWellFormed(), 'must be well-formed Unicode');
}

export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}$/, 'must be an id')
  .meta({ description: 'Opaque id.' });

export const emailSchema = z.email().max(254).toLowerCase();

/** RFC 3339, any offset in; the value is an instant. */
export const instantInput = z
  .string()
  .max(40)
  .transform((value, context): Instant => {
    const at = parseInstant(value);
    if (at !== null) return at;
    context.addIssue({ code: 'custom', message: 'must be an RFC 3339 date-time with an offset' });
    return z.NEVER;
  });

/** RFC 3339 in UTC, as every answer tells time. */
export const instantOutput = z.iso.datetime().meta({ description: 'RFC 3339, UTC.' });

/** An IANA time zone; the value is a zone. */
export const zoneSchema = z
  .string()
  .max(64)
  .transform((name, context): ZoneId => {
    const zone = parseZone(name);
    if (zone !== null) return zone;
    context.addIssue({ code: 'custom', message: 'must be a time zone such as Europe/Paris' });
    return z.NEVER;
  });

/** `a,b,c` in a query; empty parts are dropped. */
export function commaSeparated<T extends z.ZodType<unknown, string>>(item: T, max: number) {
  return z
    .string()
    .transform((value) => value.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(max));
}

export const booleanQuery = z.enum(['true', 'false']).transform((value) => value === 'true');

export const cursorSchema = z.string().min(1).max(500);

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export function pageQuery(defaultLimit: number, maxLimit: number) {
  return {
    cursor: cursorSchema.optional(),
    limit: z.coerce.number().int().min(1).max(maxLimit).default(defaultLimit),
  };
}
