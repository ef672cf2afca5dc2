import { firstStep, type Step } from '@/lib/core/bookings/protocol';
import { answerOf, isThere, written } from '@/tests/property/protocol-model/calendar';
import type { Move } from '@/tests/property/protocol-model/move';
import {
  type Actor,
  type Outcome,
  outcomesOf,
  type Setting,
} from '@/tests/property/protocol-model/observe';
import type { Scenario } from '@/tests/property/protocol-model/scenario';
import { settle } from '@/tests/property/protocol-model/settle';
import {
  type BookingWorld,
  type EventState,
  isDue,
  type Outside,
  other,
  type Process,
  type Role,
  type Row,
  type Side,
  type World,
  withBooking,
} from '@/tests/property/protocol-model/world';

const roles: readonly Role[] = ['worker', 'canceller'];

/**
 * Everything that can happen next to one booking. Of the world around it, this depends on no more
 * than the other's event, whether the other has come to rest, and the outsider's event.
 */
export function movesOfSide(world: World, side: Side, setting: Setting): readonly Move[] {
  const booking = world.bookings[side];
  const into = (label: string, next: Partial<BookingWorld>): Move => ({
    label: `${side + 1} ${label}`,
    world: withBooking(world, side, { ...booking, ...next }),
  });
  const processes = roles.flatMap((role) => {
    const process = booking[role];
    return process ? movesOfProcess({ world, side, booking, process }, role, setting) : [];
  });
  return [
    ...processes,
    ...begin(booking, into),
    ...takeUp(booking, setting, into),
    ...cancel(booking, side, setting, into),
    ...calendarAlone(world, side, setting, into),
  ];
}

type Into = (label: string, next: Partial<BookingWorld>) => Move;

const starting: Omit<Process, 'step'> = {
  current: true,
  known: false,
  proven: false,
  lastLook: false,
};

function begin({ row }: BookingWorld, into: Into): readonly Move[] {
  if (row !== 'none') return [];
  return [into('holds', { row: 'pending', worker: { ...starting, step: firstStep } })];
}

/** Reconciliation: no process is at work on the booking any more, as leases outlive requests. */
function takeUp(booking: BookingWorld, { rules }: Setting, into: Into): readonly Move[] {
  const { row, worker, canceller } = booking;
  if (worker || canceller || !isDue(row)) return [];
  const step = resumeFrom(row, rules.resume);
  const label = `is taken up: ${step.action}`;
  return [into(label, { taken: true, worker: { ...starting, step } })];
}

function resumeFrom(row: Row, resume: Setting['rules']['resume']): Step {
  if (row === 'withdrawing' || row === 'cancelling') return resume('pending', row);
  if (row === 'awaiting') return resume('awaiting-room', null);
  if (row === 'pending') return resume('pending', 'outcome-unknown');
  return resume(row === 'cancelled-due' ? 'cancelled' : 'failed', null);
}

const cancellable: ReadonlySet<Row> = new Set(['pending', 'withdrawing', 'awaiting', 'confirmed']);

function cancel(
  booking: BookingWorld,
  side: Side,
  { scenario, rules }: Setting,
  into: Into,
): readonly Move[] {
  const { row, known, worker, canceller } = booking;
  if (!scenario.cancels.includes(side) || canceller || !cancellable.has(row)) return [];
  const step = rules.resume('pending', 'cancelling');
  return [
    into('is cancelled by its people', {
      row: 'cancelling',
      worker: worker && { ...worker, current: false },
      canceller: { ...starting, step, known },
    }),
  ];
}

/** What the calendar does by itself: late writes arrive or are lost, the room answers. */
function calendarAlone(
  { bookings, outside }: World,
  side: Side,
  { scenario }: Setting,
  into: Into,
): readonly Move[] {
  const { event, onItsWay } = bookings[side];
  const late = onItsWay
    ? [
        into('late write arrives', { onItsWay: false, event: arrived(bookings[side], scenario) }),
        into('late write is lost', { onItsWay: false }),
      ]
    : [];
  const answer = answerOf([bookings[other(side)].event, outside]);
  const attended = event === 'pending' ? [into(`room answers: ${answer}`, { event: answer })] : [];
  const robbed: EventState = event === 'twice' ? 'stands' : 'robbed';
  const theft =
    scenario.robber && isThere(event)
      ? [into('event is removed from outside', { event: robbed })]
      : [];
  return [...late, ...attended, ...theft];
}

function arrived({ row, worker, event }: BookingWorld, scenario: Scenario): EventState {
  const wasProven = row === 'confirmed' || worker?.proven === true;
  return wasProven && event === 'robbed' ? 'returned' : written(event, scenario);
}

function movesOfProcess(actor: Actor, role: Role, setting: Setting): readonly Move[] {
  const { world, side, booking, process } = actor;
  const { action, phase } = process.step;
  const next = (changed: Partial<BookingWorld>) =>
    withBooking(world, side, { ...booking, ...changed });
  const outcomes = outcomesOf(actor, setting);
  const acted =
    outcomes.length > 0
      ? outcomes.map((one) => proceed(actor, role, one, setting))
      : [settle(actor, role, setting)];
  if (!setting.scenario.faults) return acted;
  const crash: Move = {
    label: `${side + 1} crashes before: ${action}`,
    world: next({ [role]: null }),
  };
  const sent: Move = {
    label: `${side + 1} crashes, its write on its way (${phase})`,
    world: next({ [role]: null, onItsWay: true }),
  };
  return [...acted, crash, ...(action === 'write' ? [sent] : [])];
}

/** The observation is fed to the table; what it says is the step that the process takes next. */
function proceed(actor: Actor, role: Role, outcome: Outcome, { rules }: Setting): Move {
  const { world, side, booking, process } = actor;
  const { observed, event, onItsWay, known, lastLook, failed } = outcome;
  const { action, phase } = process.step;
  const step = decideAny(rules, phase, observed);
  const proven = step.action === 'confirm' && outcome.proven;
  const following: Process = { ...process, step, known, proven, lastLook };
  const isRash = failed && (step.action === 'write' || step.action === 'confirm');
  return {
    label: `${side + 1} ${action}: ${observed}${failed ? ' (no answer)' : ''}`,
    world: withBooking(world, side, { ...booking, event, onItsWay, [role]: following }),
    ...(isRash ? { violation: 'G4: what is not known is taken for free' } : {}),
  };
}

function decideAny(
  rules: Setting['rules'],
  phase: Step['phase'],
  observed: Outcome['observed'],
): Step {
  if (phase === 'confirmed' || phase === 'ended') throw new Error(`nothing follows ${phase}`);
  return rules.decide<typeof phase>(phase, observed);
}

/** What somebody does past Foyer; depends on events alone. */
export function movesOfOutsider(world: World, { scenario }: Setting): readonly Move[] {
  const { bookings, outside } = world;
  const become = (label: string, next: Outside): Move => ({
    label: `outsider ${label}`,
    world: { bookings, outside: next },
  });
  if (!scenario.outsider) return [];
  if (outside === 'not-yet') {
    return [become('writes', scenario.referee === 'app' ? 'stands' : 'pending')];
  }
  if (outside === 'removed') return [];
  const answer = answerOf(bookings.map(({ event }) => event));
  return [
    become('removes', 'removed'),
    ...(outside === 'pending' ? [become(`is answered: ${answer}`, answer)] : []),
  ];
}
