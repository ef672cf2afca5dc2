import { describe, expect, it } from 'vitest';
import type { Booking } from '@/lib/core/bookings/booking';
import { type Meeting, toMeetings } from '@/lib/core/invitations/meeting';
import { planMail } from '@/lib/core/invitations/plan-mail';
import { isEqual, toToldMeeting } from '@/lib/core/invitations/told-meeting';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import {
  bob,
  bookingOf,
  type EventWish,
  eve,
  monday,
  rooms,
  seriesIn,
} from '@/tests/support/told-booking';

const now = instant(Date.UTC(2026, 11, 1));

function meetingOf(booking: Booking): Meeting {
  const [meeting] = toMeetings(booking, rooms);
  if (!meeting) throw new Error('no meeting');
  return meeting;
}

const toldOf = (booking: Booking, email = bob) => toToldMeeting(meetingOf(booking), email);

/** What Bob is told next who was told the one, where the other stands. */
function next(before: Booking | null, after: Booking | null, at = now) {
  const meeting = after && meetingOf(after);
  const wanted = meeting && toToldMeeting(meeting, bob);
  return planMail(before && toldOf(before), wanted, meeting, at);
}

const series = seriesIn('foyer-b', ['bora']);
const all = bookingOf([series]);

function withDate(index: number, date: Partial<EventWish['dates'][number]>): Booking {
  const dates = series.dates.map((each, at) => (at === index ? { ...each, ...date } : each));
  return bookingOf([{ ...series, dates }]);
}

const later = { start: addMs(monday(1), hourMs), end: addMs(monday(1), 2 * hourMs) };
const without = (...indexes: readonly number[]) =>
  bookingOf([seriesIn('foyer-b', ['bora'], indexes)]);

describe('the next mail to a person', () => {
  it('is none while nothing has changed for them', () => {
    expect(next(all, all)).toBeNull();
    expect(next(null, null)).toBeNull();
    expect(next(all, bookingOf([series], [{ email: bob }]))).toBeNull();
    const stored = JSON.parse(JSON.stringify(Object.entries(toldOf(all) ?? {}).reverse()));
    expect(isEqual(Object.fromEntries(stored), toldOf(all))).toBe(true);
  });

  it('is none of what is over', () => {
    const end = addMs(monday(3), hourMs);
    expect(next(null, all, end)).toBeNull();
    expect(next(all, null, end)).toBeNull();
    expect(next(all, null, addMs(end, -1))).toMatchObject({ method: 'CANCEL' });
  });

  it('is the whole, then only the news', () => {
    expect(next(null, all)).toMatchObject({ method: 'REQUEST', scope: 'whole', dates: [] });
    expect(next(all, null)).toMatchObject({ method: 'CANCEL', scope: 'whole', says: null });
    const moved = next(all, withDate(1, later));
    expect(moved).toMatchObject({
      method: 'REQUEST',
      scope: 'dates',
      dates: [{ recurrenceId: monday(1), ...later }],
    });
    expect(moved?.says).toEqual(toldOf(withDate(1, later)));
  });

  it('says of a date that is as the others again what it is', () => {
    expect(next(withDate(1, later), all)).toMatchObject({
      method: 'REQUEST',
      scope: 'dates',
      dates: [{ recurrenceId: monday(1), start: monday(1) }],
    });
  });

  it('cancels dates as they were told', () => {
    expect(next(withDate(1, later), without(1, 2))).toMatchObject({
      method: 'CANCEL',
      scope: 'dates',
      dates: [
        { recurrenceId: monday(1), ...later },
        { recurrenceId: monday(2), start: monday(2) },
      ],
    });
  });

  it('is the whole where one message could not say it otherwise', () => {
    const moved = bookingOf([
      {
        ...series,
        dates: series.dates.slice(1).map((each, at) => (at ? each : { ...each, ...later })),
      },
    ]);
    const whole = { method: 'REQUEST', scope: 'whole' };
    expect(next(all, moved)).toMatchObject(whole);
    expect(next(without(2), all)).toMatchObject(whole);
    expect(next(all, { ...all, title: 'Plans' })).toMatchObject(whole);
    expect(next(all, { ...all, visibility: 'private' })).toMatchObject(whole);
    const optional = bookingOf([series], [{ email: bob, optional: true }]);
    expect(next(all, optional)).toMatchObject(whole);
  });

  it('of somebody who is asked to single dates is about these alone', () => {
    const asked = (...indexes: readonly number[]) =>
      bookingOf(
        [
          {
            ...series,
            dates: series.dates.map((date, index) =>
              indexes.includes(index)
                ? { ...date, content: { attendees: [{ email: bob }] } }
                : date,
            ),
          },
        ],
        [{ email: eve }],
      );
    expect(next(null, asked(1))).toMatchObject({
      method: 'REQUEST',
      dates: [{ recurrenceId: monday(1) }],
      says: { whole: null },
    });
    expect(next(asked(1), asked(1, 2))).toMatchObject({
      method: 'REQUEST',
      scope: 'dates',
      dates: [{ recurrenceId: monday(2) }],
    });
    // What takes two messages is told one after the other.
    const first = next(asked(1), asked(2));
    expect(first).toMatchObject({ method: 'CANCEL', scope: 'dates', says: { dates: [] } });
    const meeting = meetingOf(asked(2));
    expect(planMail(first?.says ?? null, toldOf(asked(2)), meeting, now)).toMatchObject({
      method: 'REQUEST',
      scope: 'dates',
      dates: [{ recurrenceId: monday(2) }],
    });
    expect(next(all, asked(1))).toMatchObject({ method: 'CANCEL', scope: 'whole', says: null });
    expect(next(asked(1), all)).toMatchObject({ method: 'REQUEST', scope: 'whole' });
  });

  it('knows people by their address in any letters', () => {
    const booking = bookingOf([series], [{ email: 'Bob@Example.org', optional: true }]);
    expect(toldOf(booking)).toMatchObject({ isOptional: true });
    expect(toldOf(booking, eve)).toBeNull();
  });
});
