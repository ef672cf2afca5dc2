import { describe, expect, it } from 'vitest';
import { toMeetings } from '@/lib/core/invitations/meeting';
import { nameMeetings } from '@/lib/core/invitations/name-meetings';
import { addMs, hourMs } from '@/lib/core/time/instant';
import { bob, bookingOf, monday, rooms, seriesIn, weekly } from '@/tests/support/told-booking';

const namesOf = (places: readonly { readonly name: string }[]) => places.map(({ name }) => name);

describe('what a booking is to people', () => {
  it('is one meeting, in however many events its rooms are', () => {
    const booking = bookingOf([
      { uid: 'foyer-b', roomIds: ['mistral'], dates: [{ recurrenceId: monday(0) }] },
      // A change of time and rooms leaves an original start behind that means nothing.
      {
        uid: 'foyer-b-r2',
        roomIds: ['bora'],
        dates: [{ recurrenceId: monday(3), start: monday(0), end: addMs(monday(0), hourMs) }],
      },
    ]);
    const [meeting, ...more] = toMeetings(booking, rooms);
    expect(more).toEqual([]);
    expect(meeting).toMatchObject({ rrule: null, uids: ['foyer-b', 'foyer-b-r2'] });
    expect(namesOf(meeting?.whole.places ?? [])).toEqual(['Bora, House', 'Mistral, House']);
  });

  it('is one series, whatever rooms it is in, with the dates that were taken out of it', () => {
    const booking = bookingOf([
      seriesIn('foyer-b', ['bora'], [1, 3]),
      seriesIn('foyer-b-1', ['mistral'], [1]),
      { uid: 'foyer-b-r2', roomIds: ['mistral'], dates: [{ recurrenceId: monday(1) }] },
    ]);
    const [meeting, ...more] = toMeetings(booking, rooms);
    expect(more).toEqual([]);
    expect(meeting).toMatchObject({ rrule: weekly, leftOut: [] });
    expect(meeting?.dates.map(({ places }) => namesOf(places))).toEqual([
      ['Bora, House', 'Mistral, House'],
      ['Mistral, House'],
      ['Bora, House', 'Mistral, House'],
      ['Mistral, House'],
    ]);
  });

  it('is several series after a cut, and single dates that no rule names', () => {
    const cut = { ...seriesIn('foyer-b', ['bora'], [2, 3]), rrule: 'FREQ=WEEKLY;COUNT=2' };
    const later = {
      ...seriesIn('foyer-b-r2', ['bora'], [0, 1]),
      rrule: 'FREQ=WEEKLY;COUNT=2',
      start: monday(2),
      end: addMs(monday(2), hourMs),
    };
    const alone = { uid: 'foyer-b-r3', roomIds: ['bora'], dates: [{ recurrenceId: monday(9) }] };
    const meetings = toMeetings(bookingOf([later, alone, cut]), rooms);
    expect(meetings.map(({ uids, rrule }) => [uids[0], rrule])).toEqual([
      ['foyer-b', 'FREQ=WEEKLY;COUNT=2'],
      ['foyer-b-r2', 'FREQ=WEEKLY;COUNT=2'],
      ['foyer-b-r3', null],
    ]);
  });

  it('leaves out what is on its way, and the dates of which a calendar tells people', () => {
    const gone = { ...seriesIn('foyer-b-r9', ['mistral']), stage: 'withdrawn' as const };
    const told = { uid: 'foyer-b-r2', roomIds: ['outlook'], dates: [{ recurrenceId: monday(1) }] };
    const [meeting] = toMeetings(bookingOf([seriesIn('foyer-b', ['bora']), told, gone]), rooms);
    expect(meeting?.dates.map(({ recurrenceId }) => recurrenceId)).toEqual([
      monday(0),
      monday(2),
      monday(3),
    ]);
    expect(meeting?.leftOut).toEqual([monday(1)]);
    const single = (uid: string, roomIds: readonly string[], index: number) => ({
      uid,
      roomIds,
      dates: [{ recurrenceId: monday(index), start: monday(0), end: addMs(monday(0), hourMs) }],
    });
    const both = [single('foyer-b', ['bora'], 0), single('foyer-b-1', ['outlook'], 3)];
    expect(toMeetings(bookingOf(both), rooms)).toEqual([]);
  });

  it('says what its dates say of their own', () => {
    const own = { title: 'Retrospective', attendees: [{ email: bob }] };
    const series = seriesIn('foyer-b', ['bora']);
    const dates = series.dates.map((date, index) =>
      index === 2 ? { ...date, content: own } : date,
    );
    const [meeting] = toMeetings(bookingOf([{ ...series, dates }]), rooms);
    expect(meeting?.whole.title).toBe('Planning');
    expect(meeting?.dates[2]).toMatchObject(own);
  });
});

describe('the uid of a meeting', () => {
  const meetingsOf = (...uids: readonly string[]) =>
    uids.flatMap((uid, index) => {
      const date = { recurrenceId: monday(index) };
      return toMeetings(bookingOf([{ uid, roomIds: ['bora'], dates: [date] }]), rooms);
    });
  const known = (uid: string, index: number) => ({ uid, start: monday(index) });

  it('is that of its event, until people know it by another', () => {
    expect([...nameMeetings(meetingsOf('foyer-b'), []).keys()]).toEqual(['foyer-b']);
    expect([...nameMeetings(meetingsOf('foyer-b-r4'), [known('foyer-b', 0)]).keys()]).toEqual([
      'foyer-b',
    ]);
  });

  it('goes on with its event, and is nobody else’s', () => {
    const meetings = meetingsOf('foyer-b-r3', 'foyer-b-r2');
    const named = nameMeetings(meetings, [known('foyer-b', 0), known('foyer-b-r2', 2)]);
    expect([...named].map(([uid, { uids }]) => [uid, uids[0]])).toEqual([
      ['foyer-b-r2', 'foyer-b-r2'],
      ['foyer-b', 'foyer-b-r3'],
    ]);
    const [, first] = [
      ...nameMeetings(meetingsOf('foyer-b-r3', 'foyer-b-r2'), [known('foyer-b', 0)]),
    ];
    expect(first?.[0]).toBe('foyer-b-r2');
  });
});
