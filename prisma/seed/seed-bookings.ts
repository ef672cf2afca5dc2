import type { Container } from '@/lib/container';
import { uidOf } from '@/lib/core/bookings/booking';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  addDays,
  type CalendarDate,
  dateOf,
  formatDate,
  isoWeekday,
  toInstant,
} from '@/lib/core/time/wall-time';
import { placeEvents } from '@/lib/services/booking/place-events';
import { toDraft } from '@/lib/services/booking/room-event';
import { demoTitles } from '@/prisma/seed/demo-places';

const daysAhead = 7;
const quarter = 15;
/** In quarters of an hour: half an hour and an hour are what people book. */
const lengths = [2, 2, 4, 4, 4, 6, 8];
const openMinute = 8 * 60 + 30;
const closeMinute = 18 * 60;

/**
 * Meetings from the beginning of this week to a week from now, as people would have made them. The
 * same day in the same room always gets the same meetings, and a day that has some is left alone.
 */
export async function seedBookings(foyer: Container, rooms: readonly Room[]): Promise<void> {
  const people = await foyer.people.list();
  const today = dateOf(foyer.clock.now(), rooms[0]?.timeZone ?? ('UTC' as Room['timeZone']));
  const monday = addDays(today, 1 - isoWeekday(today));
  for (let date = monday; isBefore(date, addDays(today, daysAhead)); date = addDays(date, 1)) {
    if (isoWeekday(date) > 5 || (await isSeeded(foyer, rooms, date))) continue;
    await Promise.all(rooms.map((room) => seedDay(foyer, room, date, people)));
  }
}

async function isSeeded(foyer: Container, rooms: readonly Room[], date: CalendarDate) {
  const probe = rooms.map((room) => demoId(room, date, 0));
  const found = await Promise.all(probe.map((id) => foyer.bookings.find(foyer.organisationId, id)));
  return found.some((booking) => booking !== null);
}

async function seedDay(
  foyer: Container,
  room: Room,
  date: CalendarDate,
  people: readonly Person[],
): Promise<void> {
  const random = seededRandom(`${room.name} ${formatDate(date)}`);
  let minute = openMinute + quarter * Math.floor(random() * 6);
  for (let index = 0; minute < closeMinute; index += 1) {
    const length = quarter * (lengths[Math.floor(random() * lengths.length)] ?? 2);
    const meeting = atMinute(room, date, minute, length);
    const organizer = people[Math.floor(random() * people.length)];
    const title = demoTitles[Math.floor(random() * demoTitles.length)] ?? demoTitles[0];
    const isPrivate = random() < 0.1;
    if (organizer && minute + length <= closeMinute) {
      await addMeeting(foyer, room, meeting, {
        id: demoId(room, date, index),
        title,
        organizer,
        isPrivate,
      });
    }
    minute += length + quarter * Math.floor(random() * 10);
  }
}

interface Meeting {
  readonly id: string;
  readonly title: string;
  readonly organizer: Person;
  readonly isPrivate: boolean;
}

/** The road of a booking, without the rules: some of these meetings are over already. */
async function addMeeting(
  { bookings, calendar, organisationId, clock }: Container,
  room: Room,
  time: Interval,
  { id, title, organizer, isPrivate }: Meeting,
): Promise<void> {
  const held = await bookings.hold({
    ...time,
    id,
    organisationId,
    uid: uidOf(id),
    title,
    description: null,
    visibility: isPrivate ? 'private' : 'default',
    organizer,
    bookedById: organizer.id,
    attendees: [],
    timeZone: room.timeZone,
    rrule: null,
    events: [{ ...time, ...plainEvent, id, uid: uidOf(id), roomIds: [room.id] }],
    dates: [
      {
        ...time,
        eventId: id,
        roomId: room.id,
        recurrenceId: time.start,
        held: time,
        content: null,
      },
    ],
    dueAt: addMs(clock.now(), 5 * minuteMs),
    idempotency: null,
  });
  if (held.outcome !== 'held') return;
  const { booking } = held;
  const [placed] = placeEvents(booking, booking.events, [room]);
  if (!placed) return;
  const signal = AbortSignal.timeout(minuteMs);
  const draft = toDraft(booking, placed);
  const { handle, version } = await calendar.create([room], draft, { signal, requestId: 'seed' });
  await bookings.settle(booking, {
    status: 'confirmed',
    reason: null,
    dueAt: null,
    events: [{ id, handle, version }],
    actor: 'foyer',
  });
}

const plainEvent = { rrule: null, content: null, bufferBeforeMs: 0, bufferAfterMs: 0 };

function demoId(room: Room, date: CalendarDate, index: number): string {
  return `demo-${room.id.slice(0, 8)}-${formatDate(date)}-${index}`;
}

function atMinute(room: Room, date: CalendarDate, minute: number, length: number): Interval {
  const wall = { ...date, hour: Math.floor(minute / 60), minute: minute % 60, second: 0 };
  const start = toInstant(wall, room.timeZone);
  return { start, end: addMs(start, length * minuteMs) };
}

function isBefore(a: CalendarDate, b: CalendarDate): boolean {
  return formatDate(a) < formatDate(b);
}

/** Numbers from 0 to below 1 that a text decides (mulberry32 over an FNV-1a hash). */
function seededRandom(text: string): () => number {
  let state = [...text].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193),
    0x811c9dc5,
  );
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
