import { uidOf } from '@/lib/core/bookings/booking';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { problemSchema } from '@/lib/http/contract/problem';
import { toInterval } from '@/tests/bench/race/to-interval';
import {
  eventsIn,
  type OutsideWrite,
  type StoredEvent,
  type Venue,
} from '@/tests/bench/race/venue';
import { histogram, quantile, rounded } from '@/tests/support/figures';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly ms: number;
}

export interface Round {
  readonly slot: Interval;
  readonly answers: readonly Answer[];
  readonly outside: readonly OutsideWrite[];
}

/** A booking that holds the room at the end, by the API. */
export interface LiveBooking extends Interval {
  readonly id: string;
  readonly status: string;
}

export interface RaceFigures {
  readonly server: string;
  readonly rounds: number;
  /** Rounds with more than one winner, live booking, or event of Foyer's in the calendar. */
  readonly doubles: number;
  /** Rounds without a live booking in which nobody from outside took the slot. */
  readonly unwon: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly outside?: OutsideFigures;
  readonly violations: readonly string[];
}

/** Of rounds in which somebody wrote into the calendar past Foyer. */
export interface OutsideFigures {
  /** The slot is the outsider's alone. */
  readonly outsiderHasIt: number;
  /**
   * The outsider wrote after Foyer's event had been written, and saw it: both stand. No read-back
   * can foresee that; telling both organisers is the change feed's part.
   */
  readonly outsiderCameLater: number;
  /** The outsider's own read showed nobody else, and a booking stands all the same. */
  readonly outsiderOverlooked: number;
}

export interface Finish {
  readonly venue: Pick<Venue, 'roomId' | 'server'>;
  readonly rounds: readonly Round[];
  readonly bookings: readonly LiveBooking[];
  readonly events: readonly StoredEvent[];
}

/** What each round came to, by the answers, by the API and by the calendar itself. */
export function sumUp(finish: Finish): RaceFigures {
  const judged = finish.rounds.map((round) => judgeRound(round, finish));
  const answers = finish.rounds.flatMap((round) => round.answers);
  const times = answers.map((answer) => answer.ms);
  const count = (fits: (round: JudgedRound) => boolean) => judged.filter(fits).length;
  const withOutside = finish.rounds.some((round) => round.outside.length > 0);
  return {
    server: finish.venue.server,
    rounds: judged.length,
    doubles: count((round) => round.isDouble),
    unwon: count((round) => round.isUnwon),
    statuses: histogram(answers.map((answer) => answer.status)),
    p50Ms: rounded(quantile(times, 0.5)),
    p99Ms: rounded(quantile(times, 0.99)),
    ...(withOutside
      ? {
          outside: {
            outsiderHasIt: count((round) => round.outsider === 'has it'),
            outsiderCameLater: count((round) => round.outsider === 'came later'),
            outsiderOverlooked: count((round) => round.outsider === 'overlooked'),
          },
        }
      : {}),
    violations: judged.flatMap((round) => round.violations),
  };
}

interface JudgedRound {
  readonly isDouble: boolean;
  readonly isUnwon: boolean;
  readonly outsider: 'has it' | 'came later' | 'overlooked' | null;
  readonly violations: readonly string[];
}

function judgeRound(round: Round, { venue, bookings, events }: Finish): JudgedRound {
  const won = round.answers.filter(({ status }) => status === 201);
  const live = bookings.filter((booking) => overlaps(booking, round.slot));
  const foyer = eventsIn(events, round.slot).filter(({ uid }) => uid.startsWith('foyer-'));
  const isDouble = won.length > 1 || live.length > 1 || foyer.length > 1;
  const isUnwon = live.length === 0 && round.outside.length === 0;
  const outsider = judgeOutsider(round, live);
  const found = [
    ...(isDouble ? ['more than one booking has the slot'] : []),
    ...(isUnwon ? ['nobody has the slot'] : []),
    ...(outsider === 'overlooked' ? ['an outside event that was there first was overlooked'] : []),
    ...compare(live, foyer),
    ...round.answers.flatMap((answer) => judgeAnswer(answer, round.slot, venue.roomId)),
  ];
  const at = new Date(round.slot.start).toISOString();
  return { isDouble, isUnwon, outsider, violations: found.map((words) => `${at}: ${words}`) };
}

/**
 * An outsider who wrote, and then saw none of Foyer's events, was there before whatever Foyer wrote
 * later; so every read-back of Foyer's showed the outsider's event, and no booking may stand.
 */
function judgeOutsider(round: Round, live: readonly LiveBooking[]): JudgedRound['outsider'] {
  if (round.outside.length === 0) return null;
  if (live.length === 0) return 'has it';
  const uids = live.map(({ id }) => uidOf(id));
  const sawIt = (write: OutsideWrite) => write.foyerSeen.some((uid) => uids.includes(uid));
  return round.outside.every(sawIt) ? 'came later' : 'overlooked';
}

/** Every live booking is one event, and no event of ours is without its booking. */
function compare(live: readonly LiveBooking[], foyer: readonly StoredEvent[]): readonly string[] {
  const wanted = new Set(live.map(({ id }) => uidOf(id)));
  const stored = new Set(foyer.map(({ uid }) => uid));
  return [
    ...[...wanted].filter((uid) => !stored.has(uid)).map((uid) => `no event for ${uid}`),
    ...[...stored].filter((uid) => !wanted.has(uid)).map((uid) => `no booking for ${uid}`),
  ];
}

function judgeAnswer(answer: Answer, slot: Interval, roomId: string): readonly string[] {
  if (answer.status === 201 || answer.status === 202) return [];
  if (answer.status !== 409) return [`an answer of ${answer.status}`];
  const problem = problemSchema.safeParse(answer.body);
  const conflicts = problem.success ? (problem.data.conflicts ?? []) : [];
  const named = conflicts.some(
    (conflict) => conflict.roomId === roomId && overlaps(toInterval(conflict), slot),
  );
  return named ? [] : ['a refusal that does not name the conflict'];
}
