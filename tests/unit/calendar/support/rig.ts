import type { CalendarBackend } from '@/lib/calendar/backend';
import { type Calendar, type CalendarDeps, createCalendar } from '@/lib/calendar/calendar';
import { BackendError } from '@/lib/calendar/errors';
import type { ObservedCall } from '@/lib/calendar/limits/call-plan';
import { createRouting } from '@/lib/calendar/routing';
import type { Room } from '@/lib/core/places/room';
import { defaultPolicy } from '@/lib/core/policy/room-policy';
import { instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

export interface LogLine {
  readonly level: 'debug' | 'warn';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface Rig {
  readonly calendar: Calendar;
  readonly lines: LogLine[];
  readonly traces: LogLine[];
  readonly observed: ObservedCall[];
}

export const clock = { now: () => instant(Date.now()) };

export function keepLines() {
  const lines: LogLine[] = [];
  const traces: LogLine[] = [];
  return {
    /** Warnings. */
    lines,
    /** What is only said at the level of debugging. */
    traces,
    log: {
      debug: (fields: LogLine['fields'], message: string) =>
        void traces.push({ level: 'debug', fields, message }),
      warn: (fields: LogLine['fields'], message: string) =>
        void lines.push({ level: 'warn', fields, message }),
    },
  };
}

/** A facade over backends by the ids of their connections, on Date's (maybe faked) time. */
export function rig(
  backends: Readonly<Record<string, CalendarBackend>>,
  options: Pick<CalendarDeps, 'deadlines'> = {},
): Rig {
  const { lines, traces, log } = keepLines();
  const observed: ObservedCall[] = [];
  const open = async (connectionId: string) => {
    const backend = backends[connectionId];
    if (!backend) throw new BackendError('invalid-request', 'no such connection');
    return { revision: 1, backend };
  };
  const calendar = createCalendar({
    routing: createRouting({ open, log }),
    clock,
    random: () => 0.5,
    log,
    observe: (call) => void observed.push(call),
    ...options,
  });
  return { calendar, lines, traces, observed };
}

export function room(id: string, connectionId = 'one'): Room {
  return {
    id,
    organisationId: 'acme',
    name: id,
    building: { id: 'b', name: 'Building' },
    floor: { id: 'f', name: 'Ground', level: 0 },
    capacity: 4,
    features: [],
    accessible: true,
    timeZone: zoneId('Europe/Paris'),
    photoUrl: null,
    connection: { id: connectionId, kind: 'mock', revision: 1 },
    address: { email: `${id}@example.org` },
    policy: defaultPolicy,
  };
}

/** Options of a caller who stays. */
export function options(signal: AbortSignal = new AbortController().signal) {
  return { signal, requestId: 'request-1' };
}

/** The error that a promise rejects with; fails when it is no BackendError. */
export async function failureOf(promise: Promise<unknown>): Promise<BackendError> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof BackendError)) throw new Error(`not a BackendError: ${String(thrown)}`);
  return thrown;
}
