import type { CalendarBackend, CallContext, RoomFreeBusy, RoomRef } from '@/lib/calendar/backend';
import type { BackendError, BackendErrorCode } from '@/lib/calendar/errors';
import { backoffMs } from '@/lib/calendar/limits/backoff';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';
import type { Caller } from '@/lib/calendar/limits/caller';
import { checkFreeBusy } from '@/lib/calendar/limits/check-free-busy';
import { mapLimited } from '@/lib/calendar/limits/map-limited';
import { chunk, splitWindow } from '@/lib/calendar/limits/split';
import { type AnsweredPiece, stitch } from '@/lib/calendar/limits/stitch';
import type { Interval } from '@/lib/core/time/interval';

/** As much of a question as one call may ask. */
export interface FreeBusyPart {
  readonly rooms: readonly RoomRef[];
  readonly window: Interval;
}

/** How the parts of a question are asked, and how large each may be. */
export interface FreeBusyAsking {
  readonly method: 'doFreeBusy' | 'doPeopleFreeBusy';
  readonly limits: { readonly perCall: number; readonly windowDays: number };
  readonly ask: (
    backend: CalendarBackend,
    part: FreeBusyPart,
    context: CallContext,
  ) => Promise<readonly RoomFreeBusy[]>;
}

/** One connection's free/busy question, of any size. */
export interface FreeBusyRead extends FreeBusyPart {
  readonly asking: FreeBusyAsking;
  /** Calls that may be under way at once. */
  readonly concurrency: number;
  readonly plan: Pick<CallPlan<unknown>, 'connection' | 'deadline' | 'requestId' | 'onBehalfOf'>;
}

/** What, when every room answers with it, is the connection's trouble and not the rooms'. */
const connectionCodes: ReadonlySet<BackendErrorCode> = new Set<BackendErrorCode>([
  'unauthenticated',
  'throttled',
  'unavailable',
  'timeout',
]);

/**
 * One answer per room asked, in order, over the whole window; a part that failed makes its rooms
 * not known.
 * @throws BackendError `aborted` when the caller has left.
 */
export async function readFreeBusy(
  read: FreeBusyRead,
  caller: Caller,
  random: () => number,
): Promise<readonly RoomFreeBusy[]> {
  const { perCall, windowDays } = read.asking.limits;
  const windows = splitWindow(read.window, windowDays);
  const chunks = chunk(read.rooms, perCall);
  const parts = chunks.flatMap((rooms) => windows.map((window) => ({ rooms, window })));
  // No more in the queue than may be under way: a booking's own question gets in between.
  const answered = await mapLimited(parts, Math.max(1, read.concurrency), async (part) => ({
    window: part.window,
    answers: await readPart(read, part, caller, random),
  }));
  const ended = read.plan.deadline.ended();
  if (ended?.code === 'aborted') throw ended;
  const pieces = byRoom(answered);
  return read.rooms.map(({ roomId }) => stitch(roomId, windows, pieces.get(roomId) ?? []));
}

interface AnsweredPart {
  readonly window: Interval;
  readonly answers: ReadonlyMap<string, RoomFreeBusy>;
}

/** The pieces of each room in the order of the parts. */
function byRoom(parts: readonly AnsweredPart[]): ReadonlyMap<string, readonly AnsweredPiece[]> {
  const pieces = new Map<string, AnsweredPiece[]>();
  for (const { window, answers } of parts) {
    for (const [roomId, answer] of answers) {
      const known = pieces.get(roomId);
      if (known) known.push({ window, answer });
      else pieces.set(roomId, [{ window, answer }]);
    }
  }
  return pieces;
}

/** An answer for each of the part's rooms; only rooms that failed are asked again. */
async function readPart(
  read: FreeBusyRead,
  part: FreeBusyPart,
  caller: Caller,
  random: () => number,
): Promise<ReadonlyMap<string, RoomFreeBusy>> {
  const { deadline } = read.plan;
  const answers = new Map<string, RoomFreeBusy>();
  let rooms = part.rooms;
  for (let tried = 1; ; tried += 1) {
    const attempted = await caller.attempt(planPart(read, { ...part, rooms }));
    const now = attempted.ok
      ? attempted.result
      : rooms.map((room) => unknown(room, attempted.error));
    for (const answer of now) answers.set(answer.roomId, answer);
    if (!attempted.ok && !attempted.repeatable) return answers;
    rooms = rooms.filter(({ roomId }) => !attempted.ok || maySucceed(answers.get(roomId)));
    const delayMs = rooms.length > 0 ? backoffMs(tried, random) : null;
    if (delayMs === null || delayMs >= deadline.remainingMs()) return answers;
    const woken = await deadline.wait(delayMs).then(
      () => true,
      () => false,
    );
    if (!woken) return answers;
  }
}

/** A room whose calendar could not be made sense of will not make sense a second later. */
function maySucceed(answer: RoomFreeBusy | undefined): boolean {
  return answer?.known === false && answer.error.retryable && answer.error.code !== 'bad-response';
}

function planPart(read: FreeBusyRead, part: FreeBusyPart): CallPlan<readonly RoomFreeBusy[]> {
  const { method, ask } = read.asking;
  return {
    ...read.plan,
    method,
    write: false,
    repeatable: () => true,
    send: async (backend, context) =>
      unlessAllFailed(checkFreeBusy(await ask(backend, part, context), part.rooms, part.window)),
    failuresIn: (answers) => answers.flatMap(troubleIn),
  };
}

function troubleIn(answer: RoomFreeBusy): readonly BackendError[] {
  const trouble = answer.known ? answer.impaired : answer.error;
  return trouble ? [trouble] : [];
}

/** @throws the rooms' common error when it is the connection that fails. */
function unlessAllFailed(answers: readonly RoomFreeBusy[]): readonly RoomFreeBusy[] {
  const [first] = answers;
  if (first === undefined || first.known || !connectionCodes.has(first.error.code)) return answers;
  const { error } = first;
  const common = answers.every((answer) => !answer.known && answer.error.code === error.code);
  if (common) throw error;
  return answers;
}

function unknown({ roomId }: RoomRef, error: BackendError): RoomFreeBusy {
  return { roomId, known: false, error };
}
