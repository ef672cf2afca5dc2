import { describe, expect, it } from 'vitest';
import { writeCalendarFile } from '@/lib/calendar/backends/shared/icalendar/write-calendar-file';
import type { BookedDate, BookedEvent, Booking } from '@/lib/core/bookings/booking';
import type { Person } from '@/lib/core/places/person';
import { addMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { presentBookingFile } from '@/lib/http/server/presenters/booking-file';
import { readCalendar } from '@/tests/support/read-calendar';
import { room } from '@/tests/unit/calendar/support/rig';

const at = (text: string): Instant => instant(Date.parse(text));
const now = at('2027-03-01T08:00:00Z');
/** Mondays at ten in Paris; the clocks go forward before the last of them. */
const mondays = [
  '2027-03-08T09:00Z',
  '2027-03-15T09:00Z',
  '2027-03-22T09:00Z',
  '2027-03-29T08:00Z',
];
const [first = now] = mondays.map(at);

const alice: Person = {
  id: 'alice',
  organisationId: 'acme',
  email: 'alice@example.org',
  name: 'Alice',
  role: 'employee',
  locale: null,
  timeZone: null,
  hourCycle: null,
  firstWeekday: null,
};
const manager: Person = { ...alice, id: 'max', email: 'max@example.org', role: 'manager' };

function event(id: string, roomIds: readonly string[], more: Partial<BookedEvent> = {}) {
  const uid = `foyer-b${id === '0' ? '' : `-${id}`}`;
  const rrule = 'FREQ=WEEKLY;COUNT=4';
  const times = { start: first, end: addMs(first, hourMs) };
  return {
    ...{ id, uid, stage: 'standing' as const, roomIds, rrule, content: null, ...times },
    ...{ bufferBeforeMs: 0, bufferAfterMs: 0, handle: 'h', version: null },
    ...more,
  };
}

function date(eventId: string, roomId: string, start: Instant, more: Partial<BookedDate> = {}) {
  const times = { start, end: addMs(start, hourMs) };
  const status = 'confirmed' as const;
  return {
    eventId,
    roomId,
    status,
    recurrenceId: start,
    held: times,
    content: null,
    ...times,
    ...more,
  };
}

function booking(more: Partial<Booking>): Booking {
  return {
    id: 'b',
    organisationId: 'acme',
    uid: 'foyer-b',
    status: 'confirmed',
    statusReason: null,
    title: 'Planning',
    description: 'Bring your own tea',
    visibility: 'default',
    attendees: [{ email: 'bob@example.org' }],
    organizer: alice,
    bookedById: alice.id,
    timeZone: zoneId('Europe/Paris'),
    rrule: 'FREQ=WEEKLY;COUNT=4',
    start: first,
    end: addMs(first, hourMs),
    lastEnd: addMs(at(mondays[3] ?? ''), hourMs),
    revision: 3,
    createdAt: now,
    events: [event('0', ['curie'])],
    dates: mondays.map((start) => date('0', 'curie', at(start))),
    change: null,
    dueAt: null,
    attempts: 0,
    ...more,
  };
}

const rooms = new Map(['curie', 'pascal', 'fermat'].map((id) => [id, room(id)]));

function textOf(given: Booking, reader = alice, recurrenceId: Instant | null = null): string {
  const origin = 'https://rooms.example.org';
  return writeCalendarFile(
    presentBookingFile({ booking: given, recurrenceId, rooms, reader, origin }),
    now,
  );
}

const startsIn = (text: string) => readCalendar(text).map(({ start }) => start.slice(0, 16));

describe('the calendar file of a booking', () => {
  it('is published with a uid, a sequence, an address, and nobody whom a server might invite', () => {
    const text = textOf(booking({ rrule: null, events: [event('0', ['curie'], { rrule: null })] }));
    expect(text).toContain('METHOD:PUBLISH');
    expect(text).toMatch(/UID:foyer-b\r\n/);
    expect(text).toContain('SEQUENCE:2');
    expect(text).toContain('URL:https://rooms.example.org/bookings/b');
    expect(text).toContain('DESCRIPTION:Bring your own tea');
    expect(text).not.toMatch(/ATTENDEE|bob@/);
  });

  it('keeps the wall clock of a series over a change of the clocks', () => {
    const text = textOf(booking({}));
    expect(text).toContain('DTSTART;TZID=Europe/Paris:20270308T100000');
    expect(startsIn(text)).toEqual(mondays.map((start) => start.slice(0, 16)));
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  });

  it('leaves cancelled dates out, and puts moved ones where they are', () => {
    const [, second = '', third = '', fourth = ''] = mondays;
    const later = addMs(at(third), 26 * hourMs);
    const dates = [
      date('0', 'curie', first),
      date('0', 'curie', at(second), { status: 'cancelled' }),
      date('0', 'curie', at(third), { start: later, end: addMs(later, 2 * hourMs) }),
      date('0', 'curie', at(fourth), { content: { title: 'Farewell' } }),
    ];
    expect(readCalendar(textOf(booking({ dates })))).toMatchObject([
      { start: '2027-03-08T09:00:00.000Z', summary: 'Planning' },
      { start: '2027-03-23T11:00:00.000Z', end: '2027-03-23T13:00:00.000Z' },
      { start: '2027-03-29T08:00:00.000Z', summary: 'Farewell' },
    ]);
  });

  it('has a meeting in several rooms once, and says where a date has others', () => {
    const [, second = ''] = mondays;
    const events = [
      event('0', ['curie']),
      event('1', ['pascal']),
      event('2', ['fermat'], { rrule: null, start: at(second), end: addMs(at(second), hourMs) }),
    ];
    const dates = mondays
      .map(at)
      .flatMap((start) => [
        start === at(second) ? date('2', 'fermat', start) : date('0', 'curie', start),
        date('1', 'pascal', start),
      ]);
    const read = readCalendar(textOf(booking({ events, dates })));
    expect(read.map(({ start }) => start.slice(0, 16))).toEqual(
      mondays.map((start) => start.slice(0, 16)),
    );
    const names = (ids: readonly string[]) =>
      ids.map((id) => `${rooms.get(id)?.name}, ${rooms.get(id)?.building.name}`).join('; ');
    expect(read.map(({ location }) => location)).toEqual([
      names(['curie', 'pascal']),
      names(['pascal', 'fermat']),
      names(['curie', 'pascal']),
      names(['curie', 'pascal']),
    ]);
  });

  it('of one date is that date alone, under a name of its own', () => {
    const [, second = ''] = mondays;
    const text = textOf(booking({}), alice, at(second));
    expect(startsIn(text)).toEqual(['2027-03-15T09:00']);
    expect(text).toMatch(/UID:foyer-b-20270315T090000Z\r\n/);
    expect(text).not.toMatch(/RECURRENCE-ID|RRULE/);
  });

  it('says what waits and what is gone', () => {
    const whole = { rrule: null, events: [event('0', ['curie'], { rrule: null })] };
    const withStatus = (status: BookedDate['status']) =>
      readCalendar(textOf(booking({ ...whole, dates: [date('0', 'curie', first, { status })] })));
    expect(withStatus('awaiting-room')).toMatchObject([{ status: 'TENTATIVE' }]);
    expect(withStatus('cancelled')).toMatchObject([{ status: 'CANCELLED' }]);
  });

  it('keeps the words of a private meeting from a manager', () => {
    const text = textOf(booking({ visibility: 'private' }), manager);
    expect(text).not.toMatch(/Planning|tea/);
    expect(text).toContain('CLASS:PRIVATE');
    expect(textOf(booking({ visibility: 'private' }))).toContain('Planning');
  });

  it('does not tell what a change is to bring before it is done', () => {
    const coming = event('9', ['pascal'], { stage: 'arriving', rrule: null });
    const dates = [date('0', 'curie', first), date('9', 'pascal', addMs(first, hourMs))];
    const given = booking({
      rrule: null,
      events: [event('0', ['curie'], { rrule: null }), coming],
    });
    expect(startsIn(textOf({ ...given, dates }))).toEqual(['2027-03-08T09:00']);
  });
});
