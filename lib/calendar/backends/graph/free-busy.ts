import type {
  CallContext,
  FreeBusyQuery,
  PeopleFreeBusyQuery,
  PersonFreeBusy,
  RoomFreeBusy,
  RoomRef,
} from '@/lib/calendar/backend';
import { mailboxOf, userPath } from '@/lib/calendar/backends/graph/addresses';
import type { GraphClient } from '@/lib/calendar/backends/graph/client';
import {
  fromSchedules,
  type ScheduleQuestion,
  scheduleAnswer,
  viewMinutes,
} from '@/lib/calendar/backends/graph/from-schedule';
import { inMinutes, toGraphTime } from '@/lib/calendar/backends/graph/graph-time';
import {
  badAnswer,
  fromTransportError,
  type GraphOperation,
} from '@/lib/calendar/backends/graph/native-errors';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import { peopleAsRooms, toPersonFreeBusy } from '@/lib/calendar/limits/people-as-rooms';
import { chunk, splitWindow } from '@/lib/calendar/limits/split';
import { type AnsweredPiece, stitch } from '@/lib/calendar/limits/stitch';
import { groupBy } from '@/lib/core/group-by';
import type { Interval } from '@/lib/core/time/interval';

/** https://learn.microsoft.com/graph/api/calendar-getschedule and its page of known limits. */
export const schedulesPerCall = 20;
/** A window has to be shorter than 62 days. */
export const longestWindowDays = 61;

const operation: GraphOperation = { name: 'getSchedule', writes: false, missing: 'room-not-found' };

/** Busy times by getSchedule, in as many calls side by side as its limits ask for. */
export async function readFreeBusy(
  client: GraphClient,
  { rooms, window }: FreeBusyQuery,
  ctx: CallContext,
): Promise<readonly RoomFreeBusy[]> {
  const refused = rooms.flatMap((room) => {
    const problem = addressProblem(room);
    return problem ? [unknown(room, problem)] : [];
  });
  const asked = rooms.filter(({ roomId }) => refused.every((each) => each.roomId !== roomId));
  const ask: AskPart = (part, piece) => askFor(client, part, piece, ctx);
  const answers = [...refused, ...(await readParts(asked, window, ask))];
  const byRoom = new Map(answers.map((answer) => [answer.roomId, answer]));
  return rooms.flatMap(({ roomId }) => byRoom.get(roomId) ?? []);
}

/**
 * Busy times of people, asked as the room in which they are to meet: its mailbox the application may
 * read, and it sees of people what everybody in the organisation may see.
 */
export async function readPeopleFreeBusy(
  client: GraphClient,
  { room, emails, window }: PeopleFreeBusyQuery,
  ctx: CallContext,
): Promise<readonly PersonFreeBusy[]> {
  const mailbox = mailboxOf(room);
  const ask: AskPart = async (rooms, piece) => {
    try {
      return await askAs(client, mailbox, { rooms, whose: 'people', window: piece }, ctx);
    } catch (error) {
      const known = forAsker(fromTransportError(error, operation));
      return rooms.map((person) => unknown(person, known));
    }
  };
  const answers = await readParts(peopleAsRooms(emails), window, ask);
  return answers.map(toPersonFreeBusy);
}

/** That the room has no mailbox says nothing of the people. */
function forAsker(error: BackendError): BackendError {
  if (error.code !== 'room-not-found') return error;
  return new BackendError('invalid-request', 'the room that is to ask about people has no mailbox');
}

type AskPart = (rooms: readonly RoomRef[], window: Interval) => Promise<readonly RoomFreeBusy[]>;

/** One answer per room, in order, over the whole window, part by part. */
async function readParts(
  rooms: readonly RoomRef[],
  window: Interval,
  ask: AskPart,
): Promise<readonly RoomFreeBusy[]> {
  const windows = splitWindow(window, longestWindowDays);
  const reading = chunk(rooms, schedulesPerCall).flatMap((part) =>
    windows.map(async (piece) => {
      const answers = await ask(part, piece);
      return answers.map((answer) => ({ window: piece, answer }));
    }),
  );
  const pieces = (await Promise.all(reading)).flat();
  refuseIfLeft(pieces);
  const byRoom = groupBy(pieces, ({ answer }) => answer.roomId);
  return rooms.map(({ roomId }) => stitch(roomId, windows, byRoom.get(roomId) ?? []));
}

/**
 * Asks as the first of the rooms, whose mailbox the application may read if any. Where that one is
 * missing it is the only one not known, and the next asks for the rest.
 */
async function askFor(
  client: GraphClient,
  rooms: readonly RoomRef[],
  window: Interval,
  ctx: CallContext,
): Promise<readonly RoomFreeBusy[]> {
  const [first, ...rest] = rooms;
  if (!first) return [];
  try {
    return await askAs(client, mailboxOf(first), { rooms, whose: 'rooms', window }, ctx);
  } catch (error) {
    const known = fromTransportError(error, operation);
    const own = known.code === 'room-not-found' || known.code === 'forbidden';
    if (!own) return rooms.map((room) => unknown(room, known));
    return [unknown(first, known), ...(await askFor(client, rest, window, ctx))];
  }
}

async function askAs(
  client: GraphClient,
  mailbox: string,
  question: Omit<ScheduleQuestion, 'viewStart'>,
  ctx: CallContext,
): Promise<readonly RoomFreeBusy[]> {
  const { rooms, window } = question;
  const asked = inMinutes(window);
  const body = {
    schedules: [...new Set(rooms.map(mailboxOf))],
    startTime: toGraphTime(asked.start),
    endTime: toGraphTime(asked.end),
    availabilityViewInterval: viewMinutes,
  };
  const path = `${userPath(mailbox)}/calendar/getSchedule`;
  const answer = await client.json({ operation, method: 'POST', path, mailbox, body }, ctx);
  const parsed = scheduleAnswer.safeParse(answer);
  if (!parsed.success) throw badAnswer(operation, 'it is no list of schedules');
  return fromSchedules(parsed.data.value, { ...question, viewStart: asked.start });
}

function addressProblem(room: RoomRef): BackendError | null {
  try {
    mailboxOf(room);
    return null;
  } catch (error) {
    if (isBackendError(error)) return error;
    throw error;
  }
}

function unknown({ roomId }: RoomRef, error: BackendError): RoomFreeBusy {
  return { roomId, known: false, error };
}

/** A caller who left is told so; a deadline leaves what was read in time. */
function refuseIfLeft(pieces: readonly AnsweredPiece[]): void {
  for (const { answer } of pieces) {
    if (!answer.known && answer.error.code === 'aborted') throw answer.error;
  }
}
