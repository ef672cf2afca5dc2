import { randomUUID } from 'node:crypto';
import type { CalendarBackend, CallContext, EventDraft, RoomRef } from '@/lib/calendar/backend';
import { createEwsBackend } from '@/lib/calendar/backends/ews';
import { ewsOptions } from '@/lib/calendar/backends/ews/options';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

export const alice = 'alice@example.org';
export const service = { email: 'service@example.org', password: 'correct horse battery' };

/** Where an Exchange is, and whom to trust there. */
export interface ExchangeAddress {
  readonly url: string;
  readonly caCertificate?: string;
}

export function connect(
  { url: serverUrl, caCertificate }: ExchangeAddress,
  auth: 'basic' | 'ntlm' = 'basic',
): CalendarBackend {
  const { email: username, password } = service;
  const trust = caCertificate === undefined ? {} : { caCertificate };
  const given = { serverUrl, username, password, auth, ...trust };
  return createEwsBackend({ options: ewsOptions.parse(given) });
}

export function callWithin(timeoutMs = 30_000): CallContext {
  return { signal: AbortSignal.timeout(timeoutMs), requestId: randomUUID(), onBehalfOf: alice };
}

export function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

export const day = { start: at('2027-03-02T00:00:00Z'), end: at('2027-03-03T00:00:00Z') };

export function draftFor(room: RoomRef, more: Partial<EventDraft> = {}): EventDraft {
  return {
    uid: `${randomUUID()}@foyer.example`,
    rooms: [room],
    start: at('2027-03-02T12:00:00Z'),
    end: at('2027-03-02T13:00:00Z'),
    timeZone: zoneId('Europe/Paris'),
    title: 'Project Nightjar',
    organizer: { email: alice },
    attendees: [],
    visibility: 'default',
    ...more,
  };
}
