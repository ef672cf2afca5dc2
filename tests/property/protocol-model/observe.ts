import type { Observations, OpenPhase, Step } from '@/lib/core/bookings/protocol';
import {
  isBusyFor,
  isThere,
  listEvents,
  removed,
  slot,
  uids,
  written,
} from '@/tests/property/protocol-model/calendar';
import type { Rules } from '@/tests/property/protocol-model/rules';
import type { Scenario } from '@/tests/property/protocol-model/scenario';
import {
  type BookingWorld,
  type EventState,
  isSettled,
  other,
  type Process,
  type Side,
  type World,
} from '@/tests/property/protocol-model/world';

/** One way in which the action of a step can go. */
export interface Outcome {
  readonly observed: Observations[OpenPhase];
  /** The calendar's own copy of our event afterwards, and whether a write is still on its way. */
  readonly event: EventState;
  readonly onItsWay: boolean;
  readonly known: boolean;
  readonly proven: boolean;
  readonly lastLook: boolean;
  /** The observation stands for an answer that never came. */
  readonly failed: boolean;
}

export interface Setting {
  readonly scenario: Scenario;
  readonly rules: Rules;
}

export interface Actor {
  readonly world: World;
  readonly side: Side;
  readonly booking: BookingWorld;
  readonly process: Process;
}

/** Every way in which the next action of a process can go, seen from the process. */
export function outcomesOf(actor: Actor, setting: Setting): readonly Outcome[] {
  const { booking, process } = actor;
  const still = outcome(booking, process);
  switch (process.step.action) {
    case 'read-live':
      return readLive(actor, setting, still);
    case 'write':
      return write(setting, still);
    case 'look-up':
      return lookUp(process.step, setting, still);
    case 'read-back':
      return readBack(actor, setting, still);
    case 'wait':
      return wait(actor, setting, still);
    case 'withdraw':
      return withdraw(actor, setting, still);
    default:
      return [];
  }
}

function outcome({ event, onItsWay }: BookingWorld, { known }: Process): Omit<Outcome, 'observed'> {
  return { event, onItsWay, known, proven: false, lastLook: false, failed: false };
}
type Still = Omit<Outcome, 'observed'>;

function readLive(
  { side, world }: Actor,
  { scenario, rules }: Setting,
  still: Still,
): readonly Outcome[] {
  const seen: Outcome = { ...still, observed: isBusyFor(side, world) ? 'busy' : 'free' };
  const lost: Outcome = { ...still, observed: rules.failedLive, failed: true };
  return scenario.faults ? [seen, lost] : [seen];
}

/** An answer that is lost leaves the write on its way: it may arrive at once, later, or never. */
function write({ scenario }: Setting, still: Still): readonly Outcome[] {
  const event = written(still.event, scenario);
  const done: Outcome = { ...still, observed: 'done', event, known: true };
  if (!scenario.faults) return [done];
  return [
    done,
    { ...still, observed: 'unknown', onItsWay: true },
    { ...still, observed: 'refused' },
    { ...still, observed: 'refused-for-now' },
  ];
}

function lookUp({ phase }: Step, { scenario, rules }: Setting, still: Still): readonly Outcome[] {
  const absent =
    phase === 'doubtful' && !scenario.idempotent ? 'absent-for-now' : ('absent' as const);
  const seen: Outcome = isThere(still.event)
    ? { ...still, observed: 'found', known: true }
    : { ...still, observed: absent, known: false };
  const lost: Outcome = { ...still, observed: rules.failedLookUp, failed: true };
  const late: Outcome = { ...still, observed: 'overdue' };
  return [
    seen,
    ...(scenario.faults ? [lost] : []),
    ...(scenario.deadlines && phase === 'doubtful' ? [late] : []),
  ];
}

function readBack(actor: Actor, { scenario, rules }: Setting, still: Still): readonly Outcome[] {
  const now = scenario.referee === 'app' ? judged(actor, rules, still) : answered(still);
  const seen = { ...now, lastLook: isPatient(scenario) && hasOtherRested(actor) };
  const lost: Outcome = { ...still, observed: rules.failedReadBack, failed: true };
  const isOverdue = scenario.deadlines && seen.observed === 'pending';
  return [
    seen,
    ...(isOverdue ? [{ ...seen, observed: 'unanswered' } as const] : []),
    ...(scenario.faults ? [lost] : []),
  ];
}

function judged({ world, side }: Actor, rules: Rules, still: Still): Outcome {
  const events = listEvents(world);
  const own = uids[side];
  const proven = events.length > 0 && events.every(({ uid }) => uid === own);
  return { ...still, observed: rules.judge(own, [{ uid: own, held: slot }], events), proven };
}

function answered(still: Still): Outcome {
  const { event } = still;
  if (event === 'pending' || event === 'declined') return { ...still, observed: event };
  if (!isThere(event)) return { ...still, observed: 'gone' };
  return { ...still, observed: 'accepted', proven: true };
}

/** Nobody runs out of time before everything that one could wait for has happened and been seen. */
const isPatient = (scenario: Scenario): boolean => !scenario.deadlines;

const hasOtherRested = ({ world, side }: Actor): boolean => isSettled(world.bookings[other(side)]);

function wait({ process }: Actor, { scenario }: Setting, still: Still): readonly Outcome[] {
  const left: Outcome = { ...still, observed: 'time-left' };
  const isUp = !isPatient(scenario) || process.lastLook;
  return [
    left,
    ...(isUp ? [{ ...still, observed: 'time-up' } as const] : []),
    ...(scenario.faults ? [{ ...still, observed: 'cut-off' } as const] : []),
  ];
}

function withdraw(
  { booking, process }: Actor,
  { scenario, rules }: Setting,
  still: Still,
): readonly Outcome[] {
  const event = removed(still.event);
  const isOpen = mayStillArrive(process, booking, rules);
  const gone: Outcome = { ...still, observed: isOpen ? 'gone-early' : 'gone', event };
  if (!scenario.faults) return [gone];
  return [gone, { ...still, observed: 'failed' }, { ...still, observed: 'failed', event }];
}

/** Sweeps come when no write can be on its way any more, by the time; others go by what is known. */
function mayStillArrive(process: Process, booking: BookingWorld, rules: Rules): boolean {
  if (process.step.phase === 'sweeping') return booking.onItsWay;
  return rules.mayArrive({ known: process.known, taken: booking.taken });
}
