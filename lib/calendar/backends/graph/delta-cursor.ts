import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dayMs, type Instant } from '@/lib/core/time/instant';

/** A delta keeps the window that it began with, so it is begun anew long before that is over. */
const goodForMs = 60 * dayMs;

const schema = z.strictObject({
  /** Where Graph goes on. */
  link: z.url(),
  /** When the first of the links was asked for. */
  begun: z.number().int(),
  /** Ids of series; empty where one is gone. */
  masters: z.array(z.string()),
  /**
   * Of which of them a date is, by the digest of its own id: of a date that is gone Graph tells its id
   * and nothing else.
   */
  dates: z.record(z.string(), z.number().int()),
});

export type DeltaCursor = z.output<typeof schema>;

export function toCursor(cursor: DeltaCursor): string {
  return JSON.stringify(cursor);
}

/** Null for what was not given here, leads elsewhere, or is too old. */
export function fromCursor(text: string, origin: string, now: Instant): DeltaCursor | null {
  const parsed = schema.safeParse(jsonOrNull(text));
  if (!parsed.success || new URL(parsed.data.link).origin !== origin) return null;
  const ageMs = now - parsed.data.begun;
  return ageMs >= 0 && ageMs < goodForMs ? parsed.data : null;
}

export function digestOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 12);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
