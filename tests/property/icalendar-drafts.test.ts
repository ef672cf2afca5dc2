import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { EventDraft, Participant, RoomRef } from '@/lib/calendar/backend';
import { fromOccurrence } from '@/lib/calendar/backends/caldav/from-icalendar';
import { toCalendarObject } from '@/lib/calendar/backends/caldav/to-icalendar';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { readCustomZone } from '@/lib/calendar/backends/shared/icalendar/custom-zone';
import { occurrenceOf, occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { cleanText } from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { createVtimezone } from '@/lib/calendar/backends/shared/icalendar/vtimezone-writer';
import { fromWallFields } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';

const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/St_Johns',
  'Pacific/Apia',
  'UTC',
].map(zoneId);
const room: RoomRef = { roomId: 'r', address: { email: 'room@example.org', calendarUrl: 'r/' } };
const now = instant(Date.UTC(2026, 10, 23));
const first = Date.UTC(2024, 0, 1);

const moment = fc
  .integer({ min: 0, max: 5 * 366 * 24 * 4 })
  .map((quarters) => instant(first + quarters * 15 * minuteMs));
const text = fc.string({ unit: 'binary', maxLength: 120 });
const email = fc.stringMatching(/^[a-z0-9.+_'-]{1,20}@[a-z0-9.-]{1,20}$/);
const name = fc.string({ unit: 'binary', maxLength: 40 });
const person = fc.record({ email, name, optional: fc.boolean() });

const draft: fc.Arbitrary<EventDraft> = fc
  .record({
    uid: fc.stringMatching(/^[!-~]{1,60}$/),
    start: moment,
    minutes: fc.integer({ min: 1, max: 3_000 }),
    timeZone: fc.constantFrom(...zones),
    title: text,
    description: text,
    organizer: person,
    attendees: fc.array(person, { maxLength: 4 }),
    visibility: fc.constantFrom('default', 'private'),
  })
  .map(({ minutes, ...rest }) => ({
    ...rest,
    rooms: [room],
    end: instant(rest.start + minutes * minuteMs),
  }));

/** A time that comes twice is written as its first occurrence: such drafts are another matter. */
function isPlain(at: EventDraft['start'], zone: EventDraft['timeZone']): boolean {
  return toInstant(toWallTime(at, zone), zone) === at;
}

function cleanName(given: string): string {
  return cleanText(given)
    .replace(/["\s]+/g, ' ')
    .trim();
}

test('what is written is read back the same', () => {
  fc.assert(
    fc.property(draft, (wanted) => {
      fc.pre(isPlain(wanted.start, wanted.timeZone) && isPlain(wanted.end, wanted.timeZone));
      const written = toCalendarObject(wanted, room, now);
      const object = readCalendarObject(written);
      expect(object.faults).toEqual([]);
      expect(object.uids).toEqual([wanted.uid]);
      const occurrence = occurrenceOf(object.events, null, { floating: { kind: 'utc' } });
      if (!occurrence) throw new Error('nothing read');
      const event = fromOccurrence(occurrence, { handle: '/h', version: null, room });
      const asRead = ({ email: address, name: given = '', optional }: Participant) => ({
        email: address,
        ...(cleanName(given) === '' ? {} : { name: cleanName(given) }),
        ...(optional ? { optional: true } : {}),
      });
      const organizer = asRead({ ...wanted.organizer, optional: false });
      expect(event).toMatchObject({
        start: wanted.start,
        end: wanted.end,
        kind: 'busy',
        title: cleanText(wanted.title),
        visibility: wanted.visibility,
      });
      expect(event.organizer).toEqual(organizer);
      expect(event.attendees).toEqual(wanted.attendees.map(asRead));
      expect(event.answers).toEqual([{ roomId: 'r', answer: 'accepted' }]);
      expect(occurrence.event.description).toBe(cleanText(wanted.description ?? ''));
    }),
    { numRuns: 300 },
  );
});

test('the zone that is written along says the same as the zone itself, to two readers', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      moment,
      fc.integer({ min: 0, max: 700 }),
      (zone, from, days) => {
        const at = instant(from + days * dayMs);
        const definition = createVtimezone(zone, from, instant(at + 40 * dayMs));
        const wall = toWallTime(at, zone);
        const expected = offsetAt(at, zone);
        expect(readCustomZone(definition)?.(at)).toBe(expected);
        // Close to a change ical.js reads wall time in its own way.
        fc.pre([-3, 3].every((hours) => offsetAt(instant(at + hours * hourMs), zone) === expected));
        const time = new ICAL.Time(wall, new ICAL.Timezone(definition));
        expect(time.utcOffset() * 1_000).toBe(expected);
      },
    ),
    { numRuns: 150 },
  );
});

test('a week of daily dates has each wall time, every minute asked on its own', () => {
  const zone = fc.constantFrom(...zones);
  fc.assert(
    fc.property(zone, moment, fc.integer({ min: 15, max: 600 }), (timeZone, start, minutes) => {
      fc.pre(isPlain(start, timeZone) && isPlain(instant(start + minutes * minuteMs), timeZone));
      const wanted: EventDraft = {
        uid: 'series',
        rooms: [room],
        start,
        end: instant(start + minutes * minuteMs),
        timeZone,
        title: '',
        organizer: { email: 'a@example.org' },
        attendees: [],
        visibility: 'default',
        recurrence: { rrule: 'FREQ=DAILY;COUNT=7', exceptions: [] },
      };
      const object = readCalendarObject(toCalendarObject(wanted, room, now));
      const window = { start, end: instant(start + 10 * dayMs) };
      const dates = occurrencesIn(object, window, { floating: { kind: 'utc' } });
      const wall = toWallTime(start, timeZone);
      const starts = Array.from({ length: 7 }, (_each, index) =>
        toInstant({ ...wall, ...shifted(wall, index) }, timeZone),
      );
      const isTaken = (at: number) =>
        starts.some((each) => each <= at && at < each + minutes * minuteMs);
      for (let at: number = window.start; at < window.end; at += 7 * minuteMs) {
        expect(dates.some((date) => date.start <= at && at < date.end)).toBe(isTaken(at));
      }
    }),
    { numRuns: 60 },
  );
});

function offsetAt(at: EventDraft['start'], zone: EventDraft['timeZone']): number {
  return fromWallFields(toWallTime(at, zone)) - at;
}

function shifted(wall: ReturnType<typeof toWallTime>, days: number) {
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}
