import { randomUUID } from 'node:crypto';
import type { CalendarBackend, CallContext, EventDraft, RoomRef } from '@/lib/calendar/backend';
import { createGraphBackend } from '@/lib/calendar/backends/graph';
import { type GraphOptionsInput, graphOptions } from '@/lib/calendar/backends/graph/options';
import { type BackendError, isBackendError } from '@/lib/calendar/errors';
import { type Instant, instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { GraphSimulator } from '@/tests/simulators/graph/start-graph-simulator';

export const alice = 'alice@example.org';

export function connect(
  simulator: GraphSimulator,
  more: Partial<GraphOptionsInput> = {},
): CalendarBackend {
  const { tenantId, clientId, clientSecret, baseUrl, authorityUrl, caCertificate } = simulator;
  const options = { tenantId, clientId, clientSecret, baseUrl, authorityUrl, caCertificate };
  return createGraphBackend({
    options: graphOptions.parse({ ...options, ...more }),
    clock: { now: () => instant(Date.now()) },
    newId: randomUUID,
  });
}

export function callWithin(timeoutMs = 30_000): CallContext {
  return { signal: AbortSignal.timeout(timeoutMs), requestId: randomUUID() };
}

export function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

export function addRoom(
  simulator: GraphSimulator,
  policy: Parameters<GraphSimulator['setPolicy']>[1] = {},
): RoomRef {
  const roomId = randomUUID();
  const email = `room-${roomId}@example.org`;
  simulator.addRoom({
    address: email,
    displayName: `Room ${roomId}`,
    policy: { bookingWindowDays: 1_000, ...policy },
  });
  return { roomId, address: { email } };
}

export const day = { start: at('2027-03-02T00:00:00Z'), end: at('2027-03-03T00:00:00Z') };

export function draftFor(rooms: readonly RoomRef[], more: Partial<EventDraft> = {}): EventDraft {
  return {
    uid: `${randomUUID()}@foyer.example`,
    rooms,
    start: at('2027-03-02T12:00:00Z'),
    end: at('2027-03-02T13:00:00Z'),
    timeZone: zoneId('Europe/Paris'),
    title: 'Project Nightjar',
    organizer: { email: alice, name: 'Alice' },
    attendees: [],
    visibility: 'default',
    ...more,
  };
}

/** The error that a call fails with; fails itself when the call does not. */
export async function errorOf(call: Promise<unknown>): Promise<BackendError> {
  try {
    await call;
  } catch (error) {
    if (isBackendError(error)) return error;
    throw error;
  }
  throw new Error('the call did not fail');
}
