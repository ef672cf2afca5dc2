import type { Calendar } from '@/lib/calendar/calendar';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { type BackendError, isBackendError } from '@/lib/calendar/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import type { Clock } from '@/lib/core/time/clock';
import { addMs, dayMs } from '@/lib/core/time/instant';
import type { PlacesStore } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

export interface TestDeps {
  readonly calendar: Calendar;
  readonly places: PlacesStore;
  readonly clock: Clock;
}

export interface TestResult {
  readonly latencyMs: number;
  readonly capabilities: Capabilities | null;
  readonly problems: readonly BackendError[];
}

const testDeadlineMs = 10_000;
const roomsTried = 20;

/**
 * Tries a connection as bookings would use it: reads a day of its rooms, or asks which rooms there
 * are while it has none. What goes wrong is the answer, not an error.
 */
export async function testConnection(
  deps: TestDeps,
  { id, kind, revision }: ConnectionRecord,
  call: Call,
): Promise<TestResult> {
  const connection = { id, kind, revision };
  const started = deps.clock.now();
  const options = { ...call, deadlineMs: testDeadlineMs };
  const rooms = await deps.places.findRooms({ organisationId: call.person.organisationId });
  const own = rooms.filter((room) => room.connection.id === id).slice(0, roomsTried);
  let capabilities: Capabilities | null = null;
  let problems: readonly BackendError[] = [];
  try {
    capabilities = await deps.calendar.capabilities(connection);
    if (own.length > 0) {
      const window = { start: started, end: addMs(started, dayMs) };
      const read = await deps.calendar.freeBusy(own, window, { ...options, fresh: true });
      problems = [...read.values()].flatMap((answer) => (answer.known ? [] : [answer.error]));
    } else if (capabilities.admin.listRooms) {
      await deps.calendar.listRooms(connection, options);
    }
  } catch (error) {
    if (!isBackendError(error)) throw error;
    problems = [error];
  }
  return { latencyMs: deps.clock.now() - started, capabilities, problems };
}
