import { setTimeout as delay } from 'node:timers/promises';
import { caldavDialect } from '@/tests/bench/wire/caldav-dialect';
import type { Dialect, RequestKind } from '@/tests/bench/wire/dialect';
import { type HttpMessage, statusOf } from '@/tests/bench/wire/http-message';
import { type Carry, deliver } from '@/tests/bench/wire/http-road';

/** One request of the protocol on its way to a calendar or back. */
export interface Flight {
  /** Path of the calendar, which ends with a slash; or the room's address. */
  readonly calendar: string;
  readonly step: CalendarStep;
  /** True once the server has answered: the answer is on its way. */
  isApplied: boolean;
}

/** `aside`: of no booking. Where all is one request, writes are not prepared and not completed. */
export type CalendarStep =
  | 'aside'
  | 'read-live'
  | 'prepare-write'
  | 'write'
  | 'complete-write'
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
  hasRechecked: boolean;
  isWritten: boolean;
  /** What was written has been read by whoever wrote it. */
  isChecked: boolean;
  isStored: boolean;
  lastRead: CalendarStep;
}

export interface CalendarTrace {
  /** A booking begins in that calendar; no other is open there. */
  begin(calendar: string): void;
  /** What is still open there is taken up by somebody who does not know. */
  interrupt(calendar?: string): void;
  /**
   * Begins a flight; to be told what became of it.
   * @param calendar unless the path tells
   */
  depart(request: HttpMessage, calendar?: string): Departure;
  underWay(): readonly Flight[];
}

interface Departure extends Flight {
  answered(status: number): void;
  /** Whether the answer was delivered. */
  arrived(isDelivered: boolean): void;
}

/**
 * Tells the steps of the protocol apart from the requests that a server gets: those for reads look
 * alike, and what they are for follows from what came before.
 */
export function createCalendarTrace(dialect: Dialect = caldavDialect): CalendarTrace {
  const calendars = new Map<string, Progress>();
  const flights = new Set<Flight>();
  const progressOf = (calendar: string): Progress => {
    const progress = calendars.get(calendar) ?? fresh();
    calendars.set(calendar, progress);
    return progress;
  };
  const interrupt = (progress: Progress) => Object.assign(progress, inDoubt);
  return {
    begin: (calendar) => void calendars.set(calendar, fresh()),
    interrupt: (calendar) => {
      const concerned = calendar === undefined ? [...calendars.values()] : [progressOf(calendar)];
      for (const progress of concerned) interrupt(progress);
    },
    depart: (request, calendar = calendarOf(request.path)) => {
      const progress = progressOf(calendar);
      const kind = dialect.kindOf(request);
      const flight = { calendar, step: classify(kind, progress), isApplied: false };
      flights.add(flight);
      let status = 0;
      return Object.assign(flight, {
        answered: (seen: number) => {
          status = seen;
          flight.isApplied = true;
          note(progress, kind, status);
        },
        arrived: (isDelivered: boolean) => {
          flights.delete(flight);
          const isWhole = isDelivered && status > 0 && status < 500;
          conclude(progress, flight.step, isWhole);
          if (flight.step === 'look-up' && isWhole && dialect.endsLookUp(request, calendar)) {
            progress.hasLookedUp = true;
          }
        },
      });
    },
    underWay: () => [...flights],
  };
}

const inDoubt = {
  isInDoubt: true,
  hasLookedUp: false,
  hasRechecked: false,
  isWritten: false,
} as const;

const fresh = (): Progress => ({
  isInDoubt: false,
  hasLookedUp: false,
  hasRechecked: false,
  isWritten: false,
  isChecked: false,
  isStored: false,
  lastRead: 'read-live',
});

function calendarOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

const plainSteps: Readonly<Partial<Record<RequestKind, CalendarStep>>> = {
  complete: 'complete-write',
  remove: 'withdraw',
  check: 'check-write',
  prepare: 'prepare-write',
  aside: 'aside',
};

function classify(kind: RequestKind, progress: Progress): CalendarStep {
  const { isInDoubt, isWritten, isChecked, lastRead } = progress;
  const plain = plainSteps[kind];
  if (plain) return plain;
  if (kind === 'write') return isInDoubt ? 'rewrite' : 'write';
  if (kind === 'live') return isInDoubt ? 'recheck' : 'read-live';
  if (kind === 'more') return lastRead;
  if (isWritten) return kind === 'event' && !isChecked ? 'check-write' : 'read-back';
  return kind === 'read' ? classifyRead(progress) : classifySearch(progress);
}

/** A read that may be a question for free times as well. */
function classifyRead({ isInDoubt, hasLookedUp, isStored }: Progress): CalendarStep {
  if (!isInDoubt) return 'read-live';
  if (!hasLookedUp) return 'look-up';
  return isStored ? 'read-back' : 'recheck';
}

function classifySearch({ isInDoubt, hasLookedUp, hasRechecked }: Progress): CalendarStep {
  if (!isInDoubt) return 'prepare-write';
  if (!hasLookedUp) return 'look-up';
  return hasRechecked ? 'prepare-write' : 'read-back';
}

function note(progress: Progress, kind: RequestKind, status: number): void {
  if (status < 200 || status > 299) return;
  if (kind === 'write') progress.isStored = true;
  if (kind === 'remove') progress.isStored = false;
}

function conclude(progress: Progress, step: CalendarStep, isWhole: boolean): void {
  if (step === 'write' || step === 'rewrite' || step === 'complete-write') {
    progress.isWritten = isWhole;
    progress.isChecked = false;
    if (!isWhole) Object.assign(progress, inDoubt);
  } else if (step === 'recheck' && isWhole) {
    progress.hasRechecked = true;
  }
  if (!reads.has(step)) return;
  progress.lastRead = step;
  if (step === 'check-write') progress.isChecked = true;
}

const reads: ReadonlySet<CalendarStep> = new Set<CalendarStep>([
  'read-live',
  'check-write',
  'read-back',
  'look-up',
  'recheck',
]);

/** A road of a certain length, that much time each way, whose requests are traced. */
export function carryTraced(trace: CalendarTrace, latencyMs: number, calendar?: string): Carry {
  return async ({ request, client, forward }) => {
    const departure = trace.depart(request, calendar);
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
