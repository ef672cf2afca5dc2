import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultCase } from '@/tests/bench/faults/cases';
import type { CalendarStep, CalendarTrace } from '@/tests/bench/wire/calendar-trace';
import { statusOf, toAnswer } from '@/tests/bench/wire/http-message';
import { type Carry, deliver, type HttpRoad, type Passage } from '@/tests/bench/wire/http-road';

export interface Injection {
  readonly carry: Carry;
  /** How many requests the fault has befallen. */
  hits(): number;
  /** When the last of them was over, by `performance.now()`; 0 before any. */
  overAt(): number;
  /** Faults before the first request: to be called right before the booking is asked for. */
  arm(): void;
}

export interface InjectionParts {
  readonly trace: CalendarTrace;
  readonly faultCase: FaultCase;
  /** The road that is carried over; known once it stands. */
  readonly road: () => Pick<HttpRoad, 'close' | 'open'>;
  /** Puts somebody else's event into the slot, past the road. */
  readonly writeOutside: () => Promise<void>;
  /** As the trace names it. */
  readonly calendar: string;
  /** What was written is read by whoever wrote it before the protocol reads it back. */
  readonly checksWrites: boolean;
  /** How often a write is tried before anybody looks whether it was applied. */
  readonly blindWrites: number;
}

/** How long nobody listens: for one attempt, or for all that a call makes. */
const refusedMs = { once: 120, often: 2_500 };
const slowPieces = 15;
const slowPauseMs = 100;
/** The step whose answer is the last thing before a step. */
const before: Readonly<Partial<Record<FaultCase['step'], CalendarStep>>> = {
  write: 'read-live',
  'prepare-write': 'read-live',
  'check-write': 'write',
  'read-back': 'check-write',
  rewrite: 'recheck',
  recheck: 'look-up',
  withdraw: 'read-back',
};

/** A road on which one fault befalls one step; all else passes. */
export function createInjection(parts: InjectionParts): Injection {
  const { trace, faultCase } = parts;
  const { step, fault, times } = faultCase;
  const told = {
    hits: 0,
    lostWrites: 0,
    isArmed: false,
    isLookedUp: false,
    isRechecked: false,
    overAt: 0,
    hasOutsider: false,
    old: null as Buffer | null,
  };
  // Who looks by itself before it tries again has not yet given the booking up.
  const looksFirst = parts.blindWrites === 1;
  const isRewritten = () => (looksFirst ? told.isRechecked : told.isLookedUp);
  const isLost = (at: CalendarStep) =>
    needsLostWrite(step) &&
    (at === 'write' || at === 'rewrite') &&
    !(step === 'look-up' ? told.isLookedUp : isRewritten());
  const befalls = (at: CalendarStep) =>
    (step === 'cancel' ? told.isArmed && at === 'withdraw' : at === step) &&
    (at !== 'rewrite' || isRewritten()) &&
    fault !== 'refused' &&
    told.hits < times;
  const isBefore = (at: CalendarStep) =>
    (step === 'read-back' && !parts.checksWrites ? 'write' : before[step]) === at;
  const refuse = () => {
    told.hits += 1;
    parts.road().close();
    const lastsMs = times === 1 ? refusedMs.once : refusedMs.often;
    told.overAt = performance.now() + lastsMs;
    setTimeout(() => void parts.road().open(), lastsMs);
  };
  const outside = async () => {
    if (told.hasOutsider) return;
    told.hasOutsider = true;
    await parts.writeOutside();
  };
  const carry: Carry = async (passage) => {
    const departure = trace.depart(passage.request, parts.calendar);
    const at = departure.step;
    const traced = {
      ...passage,
      forward: async () => {
        const answer = await passage.forward();
        departure.answered(statusOf(answer));
        return answer;
      },
    };
    try {
      if (step === 'withdraw' && at === 'write') await outside();
      if (at === 'look-up') told.isLookedUp = true;
      if (at === 'recheck') told.isRechecked = true;
      const isBroken = await (befalls(at) ? strike(traced) : pass(traced, at));
      departure.arrived(!isBroken);
    } catch (error) {
      departure.arrived(false);
      throw error;
    }
  };
  const strike = async (passage: Passage): Promise<boolean> => {
    told.hits += 1;
    passage.client.once('close', () => {
      told.overAt = performance.now();
    });
    if (fault === 'stale' && step === 'read-live') {
      const answer = await passage.forward();
      await outside();
      await deliver(passage.client, answer);
      return false;
    }
    return befall(fault, passage, told.old);
  };
  const pass = async (passage: Passage, at: CalendarStep): Promise<boolean> => {
    if (isLost(at)) {
      // What is to be looked up was written and nobody was told, or not even written.
      if (step === 'look-up') await passage.forward();
      told.lostWrites += 1;
      const isLast = told.lostWrites === parts.blindWrites;
      if (fault === 'refused' && step === 'look-up' && isLast) refuse();
      passage.reset();
      return true;
    }
    const answer = await passage.forward();
    told.old ??= answer;
    const isLast =
      looksFirst || at !== 'read-back' || passage.request.body.includes('calendar-multiget');
    const isNext = fault === 'refused' && isBefore(at) && isLast && told.hits === 0;
    if (isNext) refuse();
    await deliver(passage.client, answer);
    return false;
  };
  return {
    carry,
    hits: () => told.hits,
    overAt: () => told.overAt,
    arm: () => {
      told.isArmed = true;
      if (fault === 'refused' && (step === 'cancel' || step === 'read-live')) refuse();
    },
  };
}

const needsLostWrite = (step: FaultCase['step']): boolean =>
  step === 'look-up' || step === 'recheck' || step === 'rewrite';

/** True when no whole answer was given. */
async function befall(fault: Fault, passage: Passage, old: Buffer | null): Promise<boolean> {
  const { client, reset, forward } = passage;
  const made = madeUp[fault];
  if (made) {
    await deliver(client, made);
    return true;
  }
  if (fault !== 'reset-before') {
    const answer = await forward();
    if (fault === 'no-answer') return true;
    if (fault === 'slow') await dribble(passage, answer);
    else if (fault === '500-after') await deliver(client, toAnswer('500 Oops', 'failed'));
    else if (fault === 'stale') await deliver(client, old ?? answer);
    else if (fault === 'truncated') await deliver(client, answer.subarray(0, halfOf(answer)));
    else if (fault === 'cut') await deliver(client, cut(answer));
  }
  if (fault === 'reset-before' || fault === 'reset-after') reset();
  return fault !== 'slow' && fault !== 'stale';
}

const madeUp: Readonly<Partial<Record<Fault, Buffer>>> = {
  500: toAnswer('500 Internal Server Error', 'failed'),
  503: toAnswer('503 Service Unavailable', 'busy', { 'retry-after': '1' }),
  429: toAnswer('429 Too Many Requests', 'slower', { 'retry-after': '1' }),
  404: toAnswer('404 Not Found', 'nothing here'),
};

const bodyMark = '\r\n\r\n';

/** Somewhere in the body, or in the head of an answer that has none. */
function halfOf(answer: Buffer): number {
  const bodyAt = answer.indexOf(bodyMark) + bodyMark.length;
  const hasBody = answer.length > bodyAt;
  return hasBody ? Math.floor((bodyAt + answer.length) / 2) : Math.floor(bodyAt / 2);
}

/** Half of a body whose header says that this is all. */
function cut(answer: Buffer): Buffer {
  const bodyAt = answer.indexOf(bodyMark) + bodyMark.length;
  const half = answer.subarray(bodyAt, halfOf(answer));
  const head = answer.subarray(0, bodyAt).toString('latin1');
  const shorter = head.replace(/^content-length: *\d+/im, `content-length: ${half.length}`);
  return Buffer.concat([Buffer.from(shorter, 'latin1'), half]);
}

async function dribble({ client }: Passage, answer: Buffer): Promise<void> {
  const size = Math.ceil(answer.length / slowPieces);
  for (let at = 0; at < answer.length && !client.destroyed; at += size) {
    client.write(answer.subarray(at, at + size));
    await delay(slowPauseMs);
  }
  client.end();
}
