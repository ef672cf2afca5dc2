import type { Calendar, CallOptions } from '@/lib/calendar/calendar';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { type BackendError, isBackendError } from '@/lib/calendar/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import { addMs, dayMs } from '@/lib/core/time/instant';
import type { PlacesStore } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

export interface TestDeps {
  readonly calendar: Calendar;
  readonly places: PlacesStore;
  readonly clock: Clock;
}

export const testSteps = ['open', 'read-room', 'list-rooms'] as const;
export type TestStep = (typeof testSteps)[number];

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
}

const testDeadlineMs = 10_000;
const roomsTried = 20;

/**
 * Tries a connection as bookings and admins would use it: reads a day of its rooms, and asks which
 * rooms there are where its system tells of any. What goes wrong is the answer, not an error.
 */
export async function testConnection(
  deps: TestDeps,
  { id, kind, revision }: ConnectionRecord,
  call: Call,
): Promise<TestResult> {
  const connection = { id, kind, revision };
  const started = deps.clock.now();
  const options = { ...call, deadlineMs: testDeadlineMs };
  let capabilities: Capabilities | null = null;
  let problems: readonly TestProblem[] = [];
  try {
    capabilities = await deps.calendar.capabilities(connection);
    const [ofRooms, ofListing] = await Promise.all([
      readOwnRooms(deps, connection, call.person.organisationId, options),
      capabilities.admin.listRooms ? listRooms(deps, connection, options) : [],
    ]);
    problems = withoutRepetition([...ofRooms, ...ofListing]);
  } catch (error) {
    problems = [{ step: 'open', error: asBackendError(error), room: null }];
  }
  return { latencyMs: deps.clock.now() - started, capabilities, problems };
}

async function readOwnRooms(
  { calendar, places, clock }: TestDeps,
  connection: ConnectionSummary,
  organisationId: string,
  options: CallOptions,
): Promise<readonly TestProblem[]> {
  const rooms = await places.findRooms({ organisationId });
  const own = rooms.filter((room) => room.connection.id === connection.id).slice(0, roomsTried);
  if (own.length === 0) return [];
  const start = clock.now();
  const window = { start, end: addMs(start, dayMs) };
  const read = await calendar.freeBusy(own, window, { ...options, fresh: true });
  return own.flatMap((room) => {
    const answer = read.get(room.id);
    return answer && !answer.known
      ? [{ step: 'read-room' as const, error: answer.error, room }]
      : [];
  });
}

/** Asked also when there are rooms: reading them and listing them need different rights. */
async function listRooms(
  { calendar }: TestDeps,
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
