import { overlaps } from '@/lib/core/time/interval';
import { problemSchema } from '@/lib/http/contract/problem';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import { judgeBooks } from '@/tests/bench/books/judge-books';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import { toHistory } from '@/tests/bench/books/to-history';
import { toInterval } from '@/tests/bench/race/to-interval';
import { type OutsideWrite, type Venue, within } from '@/tests/bench/race/venue';
import type { MeetingDate } from '@/tests/bench/simulated/simulated-server';
import { histogram, quantile, rounded } from '@/tests/support/figures';
import { checkHistory } from '@/tests/support/history-checker';

/** What one racer asked and heard. */
export interface Answer {
  readonly asked: AskedBooking;
  readonly status: number;
  readonly body: unknown;
}

/** All of one round asked for the same dates. */
export interface Round {
  readonly dates: AskedBooking['dates'];
  readonly answers: readonly Answer[];
  readonly outside: readonly OutsideWrite[];
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
  /** The room, who answers for itself, gave the slot to Foyer. */
  readonly outsiderDeclined?: number;
}

export interface Finish {
  readonly venue: Pick<Venue, 'roomId' | 'server'>;
  readonly rounds: readonly Round[];
  /** Rows of the room's bookings, once none is on its way. */
  readonly ledger: readonly LedgerBooking[];
  readonly events: readonly StoredEvent[];
  readonly meetings: readonly MeetingDate[] | null;
  /** When rows and events were read, on the clock of the answers. */
  readonly readFrom: number;
  readonly readUntil: number;
}

/** What each round came to, by the answers, by the rows and by the calendar itself. */
export function sumUp(finish: Finish): RaceFigures {
  const judged = finish.rounds.map((round) => judgeRound(round, finish));
  const answers = finish.rounds.flatMap((round) => round.answers);
  const times = answers.map(({ asked }) => asked.answeredAt - asked.invokedAt);
  const count = (fits: (round: JudgedRound) => boolean) => judged.filter(fits).length;
  const outsideWrites = finish.rounds.flatMap((round) => round.outside);
  const roomDecides = outsideWrites.some(({ foyerSeen }) => foyerSeen === null);
  return {
    server: finish.venue.server,
    rounds: judged.length,
    doubles: count((round) => round.isDouble),
    unwon: count((round) => round.isUnwon),
    statuses: histogram(answers.map((answer) => answer.status)),
    p50Ms: rounded(quantile(times, 0.5)),
    p99Ms: rounded(quantile(times, 0.99)),
    ...(outsideWrites.length > 0
      ? {
          outside: {
            outsiderHasIt: count((round) => round.outsider === 'has it'),
            outsiderCameLater: count((round) => round.outsider === 'came later'),
            outsiderOverlooked: count((round) => round.outsider === 'overlooked'),
            ...(roomDecides
              ? { outsiderDeclined: count((round) => round.outsider === 'declined') }
              : {}),
          },
        }
      : {}),
    violations: [...judged.flatMap((round) => round.violations), ...judgeWhole(finish)],
  };
}

/** The books of the whole race, and whether any order of its bookings explains every answer. */
function judgeWhole(finish: Finish): readonly string[] {
  const { rounds, ledger, meetings, readFrom, readUntil } = finish;
  const asked = rounds.flatMap(({ answers }) => answers.map((answer) => answer.asked));
  const events = finish.events.filter(({ uid }) => uid.startsWith('foyer-'));
  const verdict = checkHistory(toHistory({ asked, ledger, events, readFrom, readUntil }));
  return [
    ...judgeBooks({ asked, ledger, events, meetings }),
    ...(verdict.explained ? [] : [`${verdict.problem}: ${JSON.stringify(verdict.operation)}`]),
  ];
}

interface JudgedRound {
  readonly isDouble: boolean;
  readonly isUnwon: boolean;
  readonly outsider: 'has it' | 'came later' | 'overlooked' | 'declined' | null;
  readonly violations: readonly string[];
}

function judgeRound(round: Round, { venue, ledger, events }: Finish): JudgedRound {
  const { dates, answers } = round;
  const won = answers.filter(({ status }) => status === 201);
  const live = ledger.filter(
    (booking) => booking.status === 'confirmed' && within(booking.dates, dates).length > 0,
  );
  const standing = new Set(within(events, dates).map(uidOf));
  const foyer = [...standing].filter((uid) => uid.startsWith('foyer-'));
  const outsider = judgeOutsider(round, live, standing);
  const isBoth = foyer.length > 0 && outsider === 'has it';
  const isDouble = won.length > 1 || live.length > 1 || foyer.length > 1 || isBoth;
  const isUnwon = live.length === 0 && (outsider === null || outsider === 'declined');
  const found = [
    ...(isDouble ? ['more than one booking has the slot'] : []),
    ...(isUnwon ? ['nobody has the slot'] : []),
    ...(outsider === 'overlooked' ? ['an outside event that was there first was overlooked'] : []),
    ...answers.flatMap((answer) => judgeAnswer(answer, dates, venue.roomId)),
  ];
  const at = new Date(dates[0]?.start ?? 0).toISOString();
  return { isDouble, isUnwon, outsider, violations: found.map((words) => `${at}: ${words}`) };
}

const uidOf = ({ uid }: { readonly uid: string }): string => uid;

/**
 * Where the room decides, it keeps whose meeting it took. Else an outsider who wrote, and then saw none of Foyer's events, was there before whatever Foyer wrote
 * later; so every read-back of Foyer's showed the outsider's event, and no booking may stand.
 */
function judgeOutsider(
  { outside }: Round,
  live: readonly LedgerBooking[],
  standing: ReadonlySet<string>,
): JudgedRound['outsider'] {
  if (outside.length === 0) return null;
  if (outside.some(({ foyerSeen }) => foyerSeen === null)) {
    return outside.some(({ uid }) => standing.has(uid)) ? 'has it' : 'declined';
  }
  if (live.length === 0) return 'has it';
  const uids = live.map(uidOf);
  const sawIt = ({ foyerSeen }: OutsideWrite) => foyerSeen?.some((uid) => uids.includes(uid));
  return outside.every(sawIt) ? 'came later' : 'overlooked';
}

function judgeAnswer(answer: Answer, dates: Round['dates'], roomId: string): readonly string[] {
  if (answer.status === 201 || answer.status === 202) return [];
  if (answer.status !== 409) return [`an answer of ${answer.status}`];
  const problem = problemSchema.safeParse(answer.body);
  const conflicts = problem.success ? (problem.data.conflicts ?? []) : [];
  const named = conflicts.some(
    (conflict) =>
      conflict.roomId === roomId && dates.some((date) => overlaps(toInterval(conflict), date)),
  );
  return named ? [] : ['a refusal that does not name the conflict'];
}
