import type { CallOptions } from '@/lib/calendar/calendar';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import { trialSteps } from '@/lib/core/places/trial';
import { addMs, dayMs } from '@/lib/core/time/instant';
import type { TrialLine } from '@/lib/db/trial-ports';
import type { Call } from '@/lib/services/call';
import type { TrialDeps } from '@/lib/services/trial/trial-deps';
import { type TrialPlan, tryWriting } from '@/lib/services/trial/try-writing';

export const testSteps = ['open', 'read-room', 'list-rooms', ...trialSteps] as const;
export type TestStep = (typeof testSteps)[number];

export interface TestRequest {
  readonly connection: ConnectionRecord;
  /** Whether an event is written into one of the rooms for a moment. */
  readonly writes: boolean;
}

/** What went wrong at which step; `room` where it is about one. */
export interface TestProblem {
  readonly step: TestStep;
  readonly error: BackendError;
  readonly room: Pick<Room, 'id' | 'name'> | null;
}

export interface TestResult {
  readonly latencyMs: number;
  readonly capabilities: Capabilities | null;
  readonly problems: readonly TestProblem[];
  /** Null where nothing was written. */
  readonly trial: readonly TrialLine[] | null;
}

const testDeadlineMs = 10_000;
const roomsTried = 20;

/**
 * Tries a connection as bookings and admins would use it: reads a day of its rooms, asks which rooms
 * there are where its system tells of any and, when asked to, writes into the first room that can be
 * read. What goes wrong is the answer, not an error.
 */
export async function testConnection(
  deps: TrialDeps,
  { connection: { id, kind, revision }, writes }: TestRequest,
  call: Call,
): Promise<TestResult> {
  const connection = { id, kind, revision };
  const started = deps.clock.now();
  const options = { ...call, deadlineMs: testDeadlineMs };
  let capabilities: Capabilities | null = null;
  let problems: readonly TestProblem[] = [];
  let trial: readonly TrialLine[] | null = null;
  try {
    capabilities = await deps.calendar.capabilities(connection);
    const rooms = await ownRooms(deps, connection, call);
    const [ofRooms, ofListing] = await Promise.all([
      readRooms(deps, rooms, options),
      capabilities.admin.listRooms ? listRooms(deps, connection, options) : [],
    ]);
    const ofFeeds = await doubtedFeeds(deps, rooms);
    problems = [...withoutRepetition([...ofRooms, ...ofListing]), ...ofFeeds];
    const room = rooms.find(({ id: roomId }) => !ofRooms.some((each) => each.room?.id === roomId));
    if (writes && room) {
      const tried = await tryRoom(deps, { room, capabilities, call });
      problems = [...problems, ...tried.problems];
      trial = tried.lines;
    }
  } catch (error) {
    problems = [{ step: 'open', error: asBackendError(error), room: null }];
  }
  return { latencyMs: deps.clock.now() - started, capabilities, problems, trial };
}

async function ownRooms(
  { places }: TrialDeps,
  { id }: ConnectionSummary,
  { person }: Call,
): Promise<readonly Room[]> {
  const rooms = await places.findRooms({ organisationId: person.organisationId });
  return rooms.filter((room) => room.connection.id === id).slice(0, roomsTried);
}

async function tryRoom(deps: TrialDeps, plan: TrialPlan) {
  const { room } = plan;
  try {
    const { lines, failures } = await tryWriting(deps, plan);
    const feed = lines.find(({ step }) => step === 'change-feed');
    if (feed?.outcome === 'proved') await deps.mirror.trustFeeds(room.connection.id);
    return { lines, problems: failures.map((failure) => ({ ...failure, room })) };
  } catch (error) {
    const problem = { step: 'write' as const, error: asBackendError(error), room };
    return { lines: null, problems: [problem] };
  }
}

async function readRooms(
  { calendar, clock }: TrialDeps,
  rooms: readonly Room[],
  options: CallOptions,
): Promise<readonly TestProblem[]> {
  if (rooms.length === 0) return [];
  const start = clock.now();
  const window = { start, end: addMs(start, dayMs) };
  const read = await calendar.freeBusy(rooms, window, { ...options, fresh: true });
  return rooms.flatMap((room) => {
    const answer = read.get(room.id);
    if (!answer) throw new Error(`nobody has read the room ${room.id}`);
    const error = answer.known ? answer.impaired : answer.error;
    return error ? [{ step: 'read-room' as const, error, room }] : [];
  });
}

/** Rooms whose feed missed something, and is not relied on until a trial has proved it again. */
async function doubtedFeeds(
  { mirror }: TrialDeps,
  rooms: readonly Room[],
): Promise<readonly TestProblem[]> {
  const [first] = rooms;
  if (!first) return [];
  const doubted = new Set(await mirror.doubtedFeeds(first.connection.id));
  const error = new BackendError(
    'bad-response',
    'the change feed did not tell of what a whole reading found: the room is read whole each time',
  );
  return rooms
    .filter(({ id }) => doubted.has(id))
    .map((room) => ({ step: 'change-feed', error, room }));
}

/** Asked also when there are rooms: reading them and listing them need different rights. */
async function listRooms(
  { calendar }: TrialDeps,
  connection: ConnectionSummary,
  options: CallOptions,
): Promise<readonly TestProblem[]> {
  try {
    await calendar.listRooms(connection, options);
    return [];
  } catch (error) {
    return [{ step: 'list-rooms', error: asBackendError(error), room: null }];
  }
}

/** What keeps rooms from being read usually keeps them from being listed: it is told once. */
function withoutRepetition(problems: readonly TestProblem[]): readonly TestProblem[] {
  const said = new Set(problems.flatMap(({ room, error }) => (room ? [error.code] : [])));
  return problems.filter(({ room, error }) => room !== null || !said.has(error.code));
}

function asBackendError(error: unknown): BackendError {
  if (isBackendError(error)) return error;
  throw error;
}
