import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import type { Unanswered } from '@/tests/bench/crash/shift';
import type { World } from '@/tests/bench/crash/world';
import { stepOfStatement } from '@/tests/bench/wire/step-of-statement';

/** What was under way at the instant of a kill. */
export interface InstantView {
  /** Requests to calendars and statements, by the step that they belong to. */
  readonly steps: readonly string[];
  /** Calendars that a request was on its way to. */
  readonly calendars: ReadonlySet<string>;
  /** What the statements under way name: keys, ids and uids among other things. */
  readonly named: ReadonlySet<string>;
  readonly unanswered: readonly Unanswered[];
}

/** Looks at both roads; nothing is waited for, so that the kill may follow at once. */
export function viewInstant(
  { trace, statements }: World,
  unanswered: Iterable<Unanswered>,
): InstantView {
  const flights = trace.underWay();
  const asked = statements.underWay();
  return {
    steps: [
      ...flights
        .filter(({ step }) => step !== 'aside')
        .map(({ step, isApplied }) => (isApplied && writes(step) ? `${step} done` : step)),
      ...asked.map(stepOfStatement).filter((step) => step !== null),
    ],
    calendars: new Set(flights.map(({ calendar }) => calendar)),
    named: new Set(asked.flatMap(({ values }) => values).filter((value) => value !== null)),
    unanswered: [...unanswered],
  };
}

const writes = (step: string): boolean =>
  ['write', 'rewrite', 'complete-write', 'withdraw'].includes(step);

/**
 * Every step at which something was when the kill came: what the roads showed, and for bookings of
 * which nothing was on a road what their rows say right after.
 */
export function stepsHit(view: InstantView, ledger: readonly LedgerBooking[]): ReadonlySet<string> {
  const byKey = new Map(ledger.map((booking) => [booking.title, booking]));
  const isUnderWay = ({ key, calendar }: Unanswered) => {
    const { id = key, uid = key } = byKey.get(key) ?? {};
    return (
      (calendar !== null && view.calendars.has(calendar)) ||
      [key, id, uid].some((name) => view.named.has(name))
    );
  };
  const resting = view.unanswered
    .filter((unanswered) => !isUnderWay(unanswered))
    .map(({ key, kind }) => restingStep(kind, byKey.get(key)));
  const awaiting = ledger.some(({ status }) => status === 'awaiting-room');
  return new Set([...view.steps, ...resting, ...(awaiting ? ['awaiting the room'] : [])]);
}

function restingStep(kind: Unanswered['kind'], booking: LedgerBooking | undefined): string {
  if (!booking) return 'before the hold';
  const { status, reason } = booking;
  if (kind === 'cancel') {
    if (status === 'cancelled') return 'cancelled, not answered';
    return reason === 'cancelling' ? 'between: cancelling' : 'before cancelling';
  }
  if (status === 'pending') return reason === 'writing' ? 'between: writing' : 'between: in doubt';
  return `${status}, not answered`;
}
