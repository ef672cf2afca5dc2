import type { CallOptions } from '@/lib/calendar/calendar';
import type { BackendError } from '@/lib/calendar/errors';
import type { BookedDate, BookedEvent, Booking, ChangeStep } from '@/lib/core/bookings/booking';
import {
  type ChangeMove,
  type ChangeObservations,
  type ChangePhase,
  decideChange,
  placeOf,
} from '@/lib/core/bookings/change-protocol';
import type { Room } from '@/lib/core/places/room';
import { addMs } from '@/lib/core/time/instant';
import { applyStep } from '@/lib/services/booking/apply-step';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { checkLive, type LiveCheck } from '@/lib/services/booking/check-live';
import { nameEvent } from '@/lib/services/booking/event-names';
import { landedBy } from '@/lib/services/booking/late-writes';
import { placeEvents } from '@/lib/services/booking/place-events';
import { readBackEvent } from '@/lib/services/booking/read-back-event';
import { withdrawEvents } from '@/lib/services/booking/withdraw-events';

/** All is to be settled soon after a calendar is back. */
const longestPauseMs = 15_000;

export interface ChangeRun {
  /** Of the booking as it is and as it is to be. */
  readonly rooms: readonly Room[];
  readonly options: CallOptions;
  readonly actor: string;
}

export interface ChangeEnding {
  readonly move: ChangeMove;
  readonly booking: Booking;
  readonly live: LiveCheck | null;
  /** Why a calendar refused a write. */
  readonly refusal: BackendError | null;
}

type Progress = ChangeEnding;

/**
 * Works on a change from that move on until it is settled or must wait. Every decision is the table's
 * in `core/bookings/change-protocol`. Null when somebody else has moved the booking on meanwhile.
 */
export async function runChange(
  deps: BookingDeps,
  run: ChangeRun,
  begun: Booking,
  first: ChangeMove,
): Promise<ChangeEnding | null> {
  let progress: Progress = { move: first, booking: begun, live: null, refusal: null };
  for (;;) {
    const { phase, action } = progress.move;
    if (action === 'leave') return settleLeft(deps, run, progress);
    if (phase === 'ended') return settleEnd(deps, run, progress);
    const marked = await markPlace(deps, run, progress, phase);
    if (!marked) return null;
    progress = await takeMove(deps, run, marked, phase);
  }
}

/** The point from which a change only goes forward, or back, is written down before it is passed. */
async function markPlace(
  deps: BookingDeps,
  { actor }: ChangeRun,
  progress: Progress,
  phase: ChangePhase,
): Promise<Progress | null> {
  const { booking } = progress;
  const reason = placeOf(phase);
  if (booking.statusReason === reason) return progress;
  const dueAt = addMs(deps.clock.now(), deps.budgets.leaseMs);
  const { status, events } = booking;
  const settled = await deps.bookings.settle(booking, { status, reason, dueAt, events, actor });
  return settled && { ...progress, booking: { ...settled, change: booking.change } };
}

async function takeMove(
  deps: BookingDeps,
  run: ChangeRun,
  progress: Progress,
  phase: ChangePhase,
): Promise<Progress> {
  switch (phase) {
    case 'held': {
      const live = await checkNewSlots(deps, run, progress.booking);
      return { ...progress, live, move: decideChange(phase, live.state) };
    }
    case 'preparing':
      return takeSteps(deps, run, progress, phase, splitSteps(progress.booking).prepare);
    case 'applying':
      return takeSteps(deps, run, progress, phase, splitSteps(progress.booking).apply);
    case 'prepared':
      return {
        ...progress,
        move: decideChange(phase, await readBackNew(deps, run, progress.booking)),
      };
    case 'applied':
      return {
        ...progress,
        move: decideChange(phase, await askRooms(deps, run, progress.booking)),
      };
    case 'undoing':
    case 'restoring':
      return takeBack(deps, run, progress, phase);
  }
}

/** Writes that only add come first, up to the first that changes what stands. */
function splitSteps({ change }: Booking) {
  const steps = change?.steps ?? [];
  const turn = steps.findIndex(({ kind }) => kind !== 'create');
  const at = turn < 0 ? steps.length : turn;
  return { prepare: steps.slice(0, at), apply: steps.slice(at) };
}

/** Slots that the booking did not hold before. */
function checkNewSlots(deps: BookingDeps, { rooms, options }: ChangeRun, booking: Booking) {
  const coming = datesOf(booking, 'arriving');
  const had = new Set(
    booking.dates.filter((date) => !coming.includes(date)).map((date) => slotKey(date)),
  );
  const dates = coming.filter((date) => !had.has(slotKey(date)));
  return checkLive(deps, { bookingUid: booking.uid, dates, rooms }, options);
}

const slotKey = ({ roomId, held }: BookedDate) => `${roomId} ${held.start} ${held.end}`;

function datesOf({ events, dates }: Booking, stage: 'arriving' | 'leaving'): readonly BookedDate[] {
  const ids = new Set(events.filter((event) => event.stage === stage).map(({ id }) => id));
  return dates.filter(({ eventId }) => ids.has(eventId));
}

async function takeSteps(
  deps: BookingDeps,
  { rooms, options }: ChangeRun,
  progress: Progress,
  phase: 'preparing' | 'applying',
  steps: readonly ChangeStep[],
): Promise<Progress> {
  let { booking } = progress;
  for (const step of steps) {
    try {
      const name = await applyStep(deps, booking, step, rooms, options);
      if (name) booking = { ...booking, events: nameEvent(booking.events, name) };
    } catch (thrown) {
      const error = asBackendError(thrown);
      deps.log.warn({ bookingId: booking.id, code: error.code }, 'a change was not written');
      const isRefused =
        error.outcome === 'not-applied' && !error.retryable && error.code !== 'stale';
      const move = decideChange(phase, isRefused ? 'refused' : 'unknown');
      return { ...progress, booking, move, refusal: isRefused ? error : progress.refusal };
    }
  }
  return { ...progress, booking, move: decideChange(phase, 'done') };
}

/** What was added must be there, and alone, before anything is given up for it. */
async function readBackNew(
  deps: BookingDeps,
  { rooms, options }: ChangeRun,
  booking: Booking,
): Promise<ChangeObservations['prepared']> {
  const created = new Set(splitSteps(booking).prepare.map(({ eventId }) => eventId));
  const events = booking.events.filter(({ id }) => created.has(id));
  const placed = placeEvents(booking, events, rooms);
  const steps = await Promise.all(
    placed.map((each) => readBackEvent(deps, booking, each, 'written', options)),
  );
  const actions = steps.map(({ action }) => action);
  if (actions.includes('withdraw')) return 'lost';
  if (actions.includes('leave')) return 'unknown';
  return actions.includes('await-room') ? 'pending' : 'alone';
}

/** Where rooms answer for themselves, what they say to everything that has come. */
async function askRooms(
  deps: BookingDeps,
  { rooms, options }: ChangeRun,
  booking: Booking,
): Promise<ChangeObservations['applied']> {
  const events = booking.events.filter(({ stage }) => stage === 'arriving');
  const hasDates = new Set(booking.dates.map(({ eventId }) => eventId));
  const removed = new Set(
    booking.change?.steps.flatMap((step) => (step.kind === 'remove' ? step.eventId : [])),
  );
  const concerned = events.filter(({ id }) => hasDates.has(id) && !removed.has(id));
  const answers = await Promise.all(
    placeEvents(booking, concerned, rooms).map(async (placed) => {
      const { referee } = await deps.calendar.capabilities(placed.rooms[0].connection);
      if (referee === 'app') return 'confirm';
      return (await readBackEvent(deps, booking, placed, 'written', options)).action;
    }),
  );
  if (answers.includes('withdraw')) return 'declined';
  if (answers.includes('leave')) return 'unknown';
  return answers.includes('await-room') ? 'pending' : 'accepted';
}

async function takeBack(
  deps: BookingDeps,
  run: ChangeRun,
  progress: Progress,
  phase: 'undoing' | 'restoring',
): Promise<Progress> {
  const placed = placeEvents(progress.booking, addedEvents(progress.booking), run.rooms);
  // What was added may stand where something is put back.
  if (!(await withdrawEvents(deps, placed, run.options))) {
    return { ...progress, move: decideChange(phase, 'unknown') };
  }
  const undo = phase === 'restoring' ? (progress.booking.change?.undo ?? []) : [];
  const back = await takeSteps(deps, run, progress, 'applying', undo);
  // Only what stands as it was is said to: a calendar that refuses it is asked again.
  const isBack = back.move.action === decideChange('applying', 'done').action;
  return { ...back, move: decideChange(phase, isBack ? 'done' : 'unknown') };
}

/** Events that the change was to bring, as opposed to those that it was to bring elsewhere. */
function addedEvents({ events }: Booking): readonly BookedEvent[] {
  const before = new Set(events.filter(({ stage }) => stage !== 'arriving').map(({ uid }) => uid));
  return events.filter(({ stage, uid }) => stage === 'arriving' && !before.has(uid));
}

async function settleLeft(
  deps: BookingDeps,
  { actor }: ChangeRun,
  progress: Progress,
): Promise<ChangeEnding | null> {
  const { booking } = progress;
  const waitMs = Math.min(1_000 * 2 ** booking.attempts, longestPauseMs);
  const settled = await deps.bookings.settle(booking, {
    status: booking.status,
    reason: booking.statusReason,
    dueAt: addMs(deps.clock.now(), waitMs),
    events: booking.events,
    actor,
  });
  return settled && { ...progress, booking: { ...settled, change: booking.change } };
}

async function settleEnd(
  deps: BookingDeps,
  { actor }: ChangeRun,
  progress: Progress,
): Promise<ChangeEnding | null> {
  const { booking, move } = progress;
  const isDone = move.action === 'finish';
  const kept = isDone ? 'arriving' : 'leaving';
  const { createdAt: _made, ...rest } = booking;
  // A write whose answer was lost may still arrive after what it wrote was taken out.
  const isCertain = booking.attempts === 0;
  const withdrawn = isDone || isCertain ? [] : addedEvents(booking);
  const now = deps.clock.now();
  const landed = landedBy(deps, { ...rest, createdAt: now });
  // A room whose answer was due before the change is still to be heard.
  const isAwaited = booking.status === 'awaiting-room';
  const settled = await deps.bookings.endChange(booking, {
    outcome: isDone ? 'done' : 'undone',
    status: booking.status,
    reason: null,
    withdrawnEventIds: withdrawn.map(({ id }) => id),
    goneEventIds: booking.change?.guardIds ?? [],
    events: booking.events.filter(({ stage }) => stage === kept),
    dueAt: isAwaited ? now : withdrawn.length > 0 ? landed : null,
    actor,
  });
  return settled && { ...progress, booking: settled };
}
