import { createHash } from 'node:crypto';
import type { EventDraft, Participant } from '@/lib/calendar/backend';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';

/** What Foyer keeps with an event of its own, in a property that nobody else reads. */
export interface Notes {
  /** Addresses of its rooms, lower case. */
  readonly rooms: readonly string[];
  readonly organizer: Participant;
  readonly timeZone: ZoneId;
  /** Of the draft as it was asked for, so that the same one is known again. */
  readonly fingerprint: string;
  /** `unsent` until everything of it is written and the invitations may leave. */
  readonly stage: 'unsent' | 'done';
}

export function toNotes(draft: EventDraft, stage: Notes['stage']): Notes {
  return {
    rooms: draft.rooms.map(({ address }) => (address.email ?? '').toLowerCase()),
    organizer: { email: draft.organizer.email },
    timeZone: draft.timeZone,
    fingerprint: fingerprintOf(draft),
    stage,
  };
}

/** The same for the same content, whatever the rooms' own ids. */
export function fingerprintOf(draft: EventDraft): string {
  const { rooms, organizer, ...content } = draft;
  const named = rooms.map(({ address }) => (address.email ?? '').toLowerCase()).toSorted();
  const text = JSON.stringify([named, organizer.email.toLowerCase(), sorted(content)]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, each]) => [key, sorted(each)]);
}

export function formatNotes(notes: Notes): string {
  return JSON.stringify({ v: 1, ...notes });
}

/** Null for what is not Foyer's, or was written by a later one. */
export function parseNotes(text: string | null): Notes | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isNotes(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isNotes(value: unknown): value is Notes {
  if (typeof value !== 'object' || value === null) return false;
  const { v, rooms, organizer, timeZone, fingerprint, stage } = value as Record<string, unknown>;
  const listed = Array.isArray(rooms) && rooms.every((each) => typeof each === 'string');
  const named = typeof organizer === 'object' && organizer !== null && 'email' in organizer;
  const zoned = typeof timeZone === 'string' && parseZone(timeZone) !== null;
  const marked = typeof fingerprint === 'string' && (stage === 'unsent' || stage === 'done');
  return v === 1 && listed && named && zoned && marked;
}
