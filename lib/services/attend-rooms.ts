import type { CalendarEvent } from '@/lib/calendar/backend';
import type { Calendar, CallOptions } from '@/lib/calendar/calendar';
import { isBackendError } from '@/lib/calendar/errors';
import {
  decideAnswer,
  type InvitationAnswer,
  later,
  type TakenTime,
} from '@/lib/core/attendant/decide-answer';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import { addMs, dayMs, instant } from '@/lib/core/time/instant';
import type { BookingStore, PeopleStore, PlacesStore } from '@/lib/db/ports';
import { knownCapabilities } from '@/lib/services/known-capabilities';

export interface AttendDeps {
  readonly organisationId: string;
  readonly calendar: Calendar;
  readonly connections: { list(organisationId: string): Promise<readonly ConnectionSummary[]> };
  readonly places: PlacesStore;
  readonly bookings: BookingStore;
  readonly people: PeopleStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: AttendLog;
}

export interface AttendLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface RoomAttendant {
  /** The rooms that Foyer answers for. */
  rooms(): Promise<readonly Room[]>;
  /**
   * Looks once at a room and answers what waits there. Returns how many answers were given: none also
   * where the calendar cannot be read, which is logged.
   */
  look(room: Room, signal: AbortSignal): Promise<number>;
}

const lookBudgetMs = 20_000;
/** How far ahead invitations are answered; later ones when they come nearer. */
const horizonMs = 366 * dayMs;

/**
 * Answers invitations for rooms whose calendar system delivers them and answers nothing. For one
 * replica at a time; what it decides follows from what stands in the calendars, so that a look that
 * died half-way is simply made again.
 */
export function createRoomAttendant(deps: AttendDeps): RoomAttendant {
  // Only saves looks: a place that is lost with this replica costs the next one a look.
  const cursors = new Map<string, string>();
  return {
    rooms: () => attendedRooms(deps),
    look: (room, signal) => attendSafely(deps, cursors, room, signal),
  };
}

async function attendedRooms(deps: AttendDeps): Promise<readonly Room[]> {
  const { organisationId } = deps;
  const connections = await deps.connections.list(organisationId);
  const known = await Promise.all(connections.map((each) => knownCapabilities(deps, each)));
  const needing = connections.filter((_each, at) => known[at]?.needsAttendant);
  const attended = new Set(needing.map(({ id }) => id));
  if (attended.size === 0) return [];
  const rooms = await deps.places.findRooms({ organisationId });
  return rooms.filter(
    ({ address, connection }) => address.email !== undefined && attended.has(connection.id),
  );
}

/** One room that cannot be read must not keep the others waiting. */
async function attendSafely(
  deps: AttendDeps,
  cursors: Map<string, string>,
  room: Room,
  leaving: AbortSignal,
): Promise<number> {
  const signal = AbortSignal.any([leaving, AbortSignal.timeout(lookBudgetMs)]);
  const options: CallOptions = { signal, requestId: deps.newId() };
  try {
    const known = cursors.get(room.id) ?? null;
    const page = await deps.calendar.listChanges(room, known, options);
    const isQuiet = known !== null && !page.gap && page.changes.length === 0;
    const { answered, isOpen } = isQuiet ? quiet : await attendRoom(deps, room, options);
    // What is decided later may be so without a change in the calendar.
    if (isOpen) cursors.delete(room.id);
    else cursors.set(room.id, page.cursor);
    return answered;
  } catch (error) {
    if (!isBackendError(error)) throw error;
    if (leaving.aborted) return 0;
    deps.log.warn(
      { roomId: room.id, code: error.code },
      'invitations of a room wait for an answer',
    );
    return 0;
  }
}

interface Attended {
  readonly answered: number;
  /** Something could not be decided yet. */
  readonly isOpen: boolean;
}

const quiet: Attended = { answered: 0, isOpen: false };

/** In the order of the meetings, each after a fresh look: of two that overlap one is accepted. */
async function attendRoom(deps: AttendDeps, room: Room, options: CallOptions): Promise<Attended> {
  const left = new Set<string>();
  let answered = 0;
  let isOpen = false;
  for (;;) {
    const events = await eventsToCome(deps, room, options);
    const next = events.find((event) => isWaiting(event, room) && !left.has(event.ref.uid));
    if (!next) return { answered, isOpen };
    left.add(next.ref.uid);
    const decision = await decide(deps, room, next, events);
    if (decision === later) isOpen = true;
    if (decision === null || decision === later) continue;
    const ref = { ...next.ref, recurrenceId: null };
    await deps.calendar.respond(room, ref, decision.answer, options);
    deps.log.info({ roomId: room.id, ...decision }, 'an invitation was answered for a room');
    answered += 1;
  }
}

async function eventsToCome(
  { calendar, clock }: AttendDeps,
  room: Room,
  options: CallOptions,
): Promise<readonly CalendarEvent[]> {
  const start = clock.now();
  return calendar.listEvents(room, { start, end: addMs(start, horizonMs) }, options);
}

function isWaiting(event: CalendarEvent, room: Room): boolean {
  return event.kind !== 'free' && answerOf(event, room) === 'pending';
}

function answerOf({ answers }: CalendarEvent, room: Room) {
  return answers.find(({ roomId }) => roomId === room.id)?.answer;
}

async function decide(
  deps: AttendDeps,
  room: Room,
  { ref, organizer }: CalendarEvent,
  events: readonly CalendarEvent[],
): Promise<InvitationAnswer | typeof later | null> {
  const dates = events.filter((event) => event.ref.uid === ref.uid && isWaiting(event, room));
  const standing = events.filter((event) => event.kind !== 'free' && !isWaiting(event, room));
  const window = {
    start: instant(Math.min(...dates.map(({ start }) => start))),
    end: instant(Math.max(...dates.map(({ end }) => end))),
  };
  const held = await deps.bookings.occurrencesIn([room.id], window);
  const taken: readonly TakenTime[] = [
    ...standing.map(({ start, end, ref: { uid } }) => ({ start, end, uid })),
    ...held.map(({ start, end, uid, status }) => ({
      start,
      end,
      uid,
      isPassing: status === 'pending',
    })),
  ];
  const isOwn = held.some(({ uid }) => isEventOf(uid, ref.uid));
  const person = organizer && (await deps.people.findByEmail(organizer.email.toLowerCase()));
  const invitation = {
    uid: ref.uid,
    dates,
    isOwn,
    role: person?.person.role ?? ('employee' as const),
  };
  const others = taken.filter(({ uid }) => !isEventOf(uid, ref.uid));
  const { policy, timeZone } = room;
  return decideAnswer(invitation, { policy, timeZone, taken: others }, deps.clock.now());
}

/** A booking's events carry its uid, alone or with more behind it. */
function isEventOf(bookingUid: string, uid: string): boolean {
  return uid === bookingUid || uid.startsWith(`${bookingUid}-`);
}
