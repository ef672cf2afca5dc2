import type { Answer, CalendarEvent, EventDraft } from '@/lib/calendar/backend';
import type { Calendar, CallOptions } from '@/lib/calendar/calendar';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';
import type { Room } from '@/lib/core/places/room';
import { trialSlots } from '@/lib/core/places/trial';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { TrialEvent, TrialLine } from '@/lib/db/trial-ports';
import { waitWithin } from '@/lib/services/booking/wait-within';
import type { Call } from '@/lib/services/call';
import { removeTrialEvent } from '@/lib/services/trial/remove-trial-event';
import type { TrialDeps } from '@/lib/services/trial/trial-deps';
import {
  createTrialRecord,
  type TrialFailure,
  type TrialRecord,
} from '@/lib/services/trial/trial-record';

export interface Trial {
  readonly lines: readonly TrialLine[];
  readonly failures: readonly TrialFailure[];
}

export interface TrialPlan {
  readonly room: Room;
  readonly capabilities: Capabilities;
  readonly call: Call;
}

const title = 'Foyer';
const trialMs = 25_000;
/** Begun when the trial is over, so that a slow calendar does not keep the event. */
const removalMs = 15_000;
/** For what a system may show a little later. */
const patienceMs = 5_000;
const lookEveryMs = 300;

/**
 * Writes an event into a room for a moment, as a booking would be written, and looks for it on every
 * road that bookings rely on; then takes it out again. What may be left behind is remembered in the
 * database before it is written, and taken out later.
 * @throws BackendError `conflict` while another trial of the connection is under way, or when the
 * room is taken in every night to come.
 */
export async function tryWriting(deps: TrialDeps, plan: TrialPlan): Promise<Trial> {
  const { room, call } = plan;
  const { person, requestId } = call;
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(trialMs)]);
  const options = { signal, requestId, onBehalfOf: person.email };
  const slot = await findFreeSlot(deps, room, options);
  const event: TrialEvent = {
    connectionId: room.connection.id,
    organisationId: room.organisationId,
    roomId: room.id,
    uid: `connection-trial-${deps.newId()}`,
    organizerEmail: person.email,
  };
  if (!(await deps.trials.begin(event, deps.clock.now()))) {
    throw new BackendError('conflict', 'the event of another trial is still being taken out');
  }
  const draft = { ...slot, uid: event.uid, title, timeZone: room.timeZone, ...peopleOf(call) };
  const record = createTrialRecord();
  await tryRoads({ deps, plan, record, options }, draft);
  const removal = { ...options, signal: AbortSignal.timeout(removalMs) };
  const isGone = await record.attempt('remove', async () => {
    await removeTrialEvent(deps.calendar, room, event.uid, removal);
    await expectFree(deps, room, slot, removal);
    return true;
  });
  if (isGone && !mayStillArrive(record)) await deps.trials.close(event);
  const lines = record.lines();
  await deps.trials.report(event, { endedAt: deps.clock.now(), lines });
  return { lines, failures: record.failures() };
}

/** A write whose answer never came. */
function mayStillArrive(record: TrialRecord): boolean {
  return record
    .failures()
    .some(({ step, error }) => step === 'write' && error.outcome !== 'not-applied');
}

type TrialDraft = Omit<EventDraft, 'rooms'>;

function peopleOf({ person }: Call): Pick<EventDraft, 'organizer' | 'attendees' | 'visibility'> {
  const organizer = { email: person.email, name: person.name };
  return { organizer, attendees: [], visibility: 'default' };
}

async function findFreeSlot(
  { calendar, clock }: TrialDeps,
  room: Room,
  options: CallOptions,
): Promise<Interval> {
  const slots = trialSlots(clock.now(), room);
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) throw new Error('there is no night to come');
  const window = { start: first.start, end: last.end };
  const taken = await readBusy(calendar, room, window, options);
  const free = slots.find((slot) => !taken.some((busy) => overlaps(busy, slot)));
  if (free) return free;
  throw new BackendError('conflict', 'the room is taken at three in the night for two weeks');
}

interface Roads {
  readonly deps: TrialDeps;
  readonly plan: TrialPlan;
  readonly record: TrialRecord;
  readonly options: CallOptions;
}

/** Each road is tried on its own: one that fails says nothing of the others. */
async function tryRoads(roads: Roads, draft: TrialDraft): Promise<void> {
  const { deps, plan, record, options } = roads;
  const { calendar } = deps;
  const { room, capabilities } = plan;
  const [position] = await Promise.allSettled([
    capabilities.changeFeed ? calendar.listChanges(room, null, options) : null,
  ]);
  const ref = await record.attempt('write', () => calendar.create([room], draft, options));
  if (!ref) return;
  await record.attempt('read-back', async () =>
    expectSame(await calendar.get(room, ref, options), draft),
  );
  await record.attempt('find', async () =>
    expectSame(await calendar.findByUid(room, draft.uid, options), draft),
  );
  const answer =
    capabilities.roomAnswer === 'later'
      ? await record.attempt('answer', () => waitForAnswer(roads, draft.uid))
      : 'accepted';
  if (answer !== 'accepted') return;
  await record.attempt('busy', () => expectBusy(roads, draft));
  if (!capabilities.changeFeed) return;
  await record.attempt('change-feed', async () => {
    if (position.status === 'rejected') throw position.reason;
    return expectNews(roads, position.value?.cursor ?? null);
  });
}

function expectSame(event: CalendarEvent | null, { start, end }: Interval): true {
  if (!event) throw new BackendError('bad-response', 'what was written is not found by its uid');
  if (event.start === start && event.end === end) return true;
  throw new BackendError('bad-response', 'what was written stands at another time');
}

/** A room that declines has answered too. */
async function waitForAnswer(roads: Roads, uid: string): Promise<Answer> {
  const { deps, plan, options } = roads;
  const answer = await look(roads, async () => {
    const event = await deps.calendar.findByUid(plan.room, uid, options);
    const given = event?.answers.find(({ roomId }) => roomId === plan.room.id)?.answer;
    return given === undefined || given === 'pending' ? null : given;
  });
  if (answer) return answer;
  throw new BackendError('timeout', `the room has not answered within ${patienceMs} ms`);
}

async function expectBusy(roads: Roads, slot: Interval): Promise<true> {
  const { deps, plan, options } = roads;
  const isShown = await look(
    roads,
    async () => (await isTaken(deps, plan.room, slot, options)) || null,
  );
  if (isShown) return true;
  throw new BackendError('bad-response', 'the room is shown free where it was written into');
}

async function expectFree(
  deps: TrialDeps,
  room: Room,
  slot: Interval,
  options: CallOptions,
): Promise<void> {
  const isFree = await look({ deps, options }, async () =>
    (await isTaken(deps, room, slot, options)) ? null : true,
  );
  if (!isFree)
    throw new BackendError('bad-response', 'the room is shown taken by what was removed');
}

async function isTaken(
  { calendar }: TrialDeps,
  room: Room,
  slot: Interval,
  options: CallOptions,
): Promise<boolean> {
  const taken = await readBusy(calendar, room, slot, options);
  return taken.some((busy) => overlaps(busy, slot));
}

/** @throws BackendError where it is not known. */
async function readBusy(
  calendar: Calendar,
  room: Room,
  window: Interval,
  options: CallOptions,
): Promise<readonly Interval[]> {
  const read = await calendar.freeBusy([room], window, { ...options, fresh: true });
  const answer = read.get(room.id);
  if (!answer) throw new Error(`nobody has read the room ${room.id}`);
  if (!answer.known) throw answer.error;
  return answer.busy;
}

async function expectNews(roads: Roads, from: string | null): Promise<true> {
  const { deps, plan, options } = roads;
  const isTold = await look(roads, async () => {
    const page = await deps.calendar.listChanges(plan.room, from, options);
    if (page.gap) throw new BackendError('bad-response', 'the feed has forgotten where it was');
    return page.changes.length > 0 || page.more || null;
  });
  if (isTold) return true;
  throw new BackendError('bad-response', 'the feed does not tell of what was written');
}

/** Looks again until there is something, or patience ends. */
async function look<T>(
  { deps, options }: Pick<Roads, 'deps' | 'options'>,
  once: () => Promise<T | null>,
): Promise<T | null> {
  for (let waitedMs = 0; ; waitedMs += lookEveryMs) {
    const found = await once();
    if (found !== null || waitedMs >= patienceMs) return found;
    if (!(await waitWithin(deps, lookEveryMs, options.signal))) {
      throw new BackendError('timeout', 'the trial took too long');
    }
  }
}
