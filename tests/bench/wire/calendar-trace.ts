import { setTimeout as delay } from 'node:timers/promises';
import { type HttpMessage, statusOf } from '@/tests/bench/wire/http-message';
import { type Carry, deliver } from '@/tests/bench/wire/http-road';

/** One request of the protocol on its way to a calendar or back. */
export interface Flight {
  /** Path of the calendar; ends with a slash. */
  readonly calendar: string;
  readonly step: CalendarStep;
  /** True once the server has answered: the answer is on its way. */
  isApplied: boolean;
}

export type CalendarStep =
  | 'read-live'
  | 'write'
  | 'check-write'
  | 'read-back'
  | 'withdraw'
  | 'look-up'
  | 'recheck'
  | 'rewrite';

/** What is known of the one booking that a calendar is asked about at a time. */
interface Progress {
  /** Somebody takes the booking up who does not know whether it was written. */
  isInDoubt: boolean;
  hasLookedUp: boolean;
  isWritten: boolean;
  isStored: boolean;
  lastRead: CalendarStep;
}

export interface CalendarTrace {
  /** A booking begins in that calendar; no other is open there. */
  begin(calendar: string): void;
  /** What is still open there is taken up by somebody who does not know. */
  interrupt(calendar?: string): void;
  /** The step that a request belongs to, as the trace stands before it. */
  stepOf(request: HttpMessage): CalendarStep;
  /** Begins a flight; to be told what became of it. */
  depart(request: HttpMessage): Departure;
  underWay(): readonly Flight[];
}

interface Departure extends Flight {
  answered(status: number): void;
  /** Whether the answer was delivered. */
  arrived(isDelivered: boolean): void;
}

/**
 * Tells the steps of the protocol apart from the requests that a CalDAV server gets: those for reads
 * look alike, and what they are for follows from what came before.
 */
export function createCalendarTrace(): CalendarTrace {
  const calendars = new Map<string, Progress>();
  const flights = new Set<Flight>();
  const progressOf = (calendar: string): Progress => {
    const progress = calendars.get(calendar) ?? fresh();
    calendars.set(calendar, progress);
    return progress;
  };
  const stepOf = (request: HttpMessage) => classify(request, progressOf(calendarOf(request.path)));
  const interrupt = (progress: Progress) =>
    Object.assign(progress, { isInDoubt: true, hasLookedUp: false, isWritten: false });
  return {
    begin: (calendar) => void calendars.set(calendar, fresh()),
    interrupt: (calendar) => {
      const concerned = calendar === undefined ? [...calendars.values()] : [progressOf(calendar)];
      for (const progress of concerned) interrupt(progress);
    },
    stepOf,
    depart: (request) => {
      const calendar = calendarOf(request.path);
      const progress = progressOf(calendar);
      const flight = { calendar, step: stepOf(request), isApplied: false };
      flights.add(flight);
      let status = 0;
      return Object.assign(flight, {
        answered: (seen: number) => {
          status = seen;
          flight.isApplied = true;
          note(progress, request.method, status);
        },
        arrived: (isDelivered: boolean) => {
          flights.delete(flight);
          conclude(progress, flight.step, isDelivered && status > 0 && status < 500);
        },
      });
    },
    underWay: () => [...flights],
  };
}

const fresh = (): Progress => ({
  isInDoubt: false,
  hasLookedUp: false,
  isWritten: false,
  isStored: false,
  lastRead: 'read-live',
});

function calendarOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function classify({ method, body }: HttpMessage, progress: Progress): CalendarStep {
  if (method === 'PUT') return progress.isInDoubt ? 'rewrite' : 'write';
  if (method === 'DELETE') return 'withdraw';
  if (method === 'GET') return 'check-write';
  if (body.includes('calendar-multiget')) return progress.lastRead;
  if (progress.isWritten) return 'read-back';
  if (!progress.isInDoubt) return 'read-live';
  if (!progress.hasLookedUp) return 'look-up';
  return progress.isStored ? 'read-back' : 'recheck';
}

function note(progress: Progress, method: string, status: number): void {
  if (status < 200 || status > 299) return;
  if (method === 'PUT') progress.isStored = true;
  if (method === 'DELETE') progress.isStored = false;
}

function conclude(progress: Progress, step: CalendarStep, isWhole: boolean): void {
  if (step === 'write' || step === 'rewrite') {
    progress.isWritten = isWhole;
    if (!isWhole) Object.assign(progress, { isInDoubt: true, hasLookedUp: false });
  } else if (step !== 'withdraw' && step !== 'check-write') {
    progress.lastRead = step;
    if (step === 'look-up' && isWhole) progress.hasLookedUp = true;
  }
}

/** A road of a certain length, that much time each way, whose requests are traced. */
export function carryTraced(trace: CalendarTrace, latencyMs: number): Carry {
  return async ({ request, client, forward }) => {
    const departure = trace.depart(request);
    try {
      await delay(latencyMs);
      const answer = await forward();
      departure.answered(statusOf(answer));
      await delay(latencyMs);
      await deliver(client, answer);
      departure.arrived(!client.errored);
    } catch (error) {
      departure.arrived(false);
      throw error;
    }
  };
}
