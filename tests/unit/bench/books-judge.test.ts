import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import { type Books, judgeBooks } from '@/tests/bench/books/judge-books';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import { toHistory } from '@/tests/bench/books/to-history';
import { checkHistory } from '@/tests/support/history-checker';

const at = (hour: number): Interval => ({
  start: instant(hour * hourMs),
  end: instant((hour + 1) * hourMs),
});
const slot = at(10);
const series = [
  slot,
  { start: instant(slot.start + 7 * dayMs), end: instant(slot.end + 7 * dayMs) },
];

function asked(more: Partial<AskedBooking> = {}): AskedBooking {
  return {
    key: 'key',
    roomId: 'room',
    dates: [slot],
    booked: 'ok',
    cancelled: null,
    cancel: null,
    invokedAt: 0,
    answeredAt: 1,
    ...more,
  };
}

function row(status = 'confirmed', dates: readonly Interval[] = [slot], id = '1'): LedgerBooking {
  return {
    id,
    uid: `foyer-${id}`,
    title: 'key',
    status,
    reason: null,
    dates: dates.map((date) => ({ ...date, roomId: 'room', status })),
  };
}

const event = (date: Interval = slot, uid = 'foyer-1') => ({ ...date, uid, roomId: 'room' });

function judge(more: Partial<Books>): readonly string[] {
  const books = { asked: [asked()], ledger: [row()], events: [event()], meetings: null };
  return judgeBooks({ ...books, ...more });
}

const cancelled = { cancelled: 'ok', cancel: { invokedAt: 2, answeredAt: 3 } } as const;

describe('the judge of the books', () => {
  it.each<[string, Partial<Books>]>([
    ['one booking, one event', {}],
    ['a refusal and nothing', { asked: [asked({ booked: 'fail' })], ledger: [], events: [] }],
    ['no answer and a booking', { asked: [asked({ booked: 'unknown' })] }],
    ['no answer and none', { asked: [asked({ booked: 'unknown' })], ledger: [], events: [] }],
    ['what is cancelled', { asked: [asked(cancelled)], ledger: [row('cancelled')], events: [] }],
    ['a meeting at who called it', { meetings: [{ ...slot, uid: 'foyer-1', title: 'key' }] }],
    ['an event of somebody else', { events: [event(), event(at(15), 'other')] }],
    [
      'a whole series',
      {
        asked: [asked({ dates: series })],
        ledger: [row('confirmed', series)],
        events: series.map((date) => event(date)),
      },
    ],
  ])('finds nothing wrong with %s', (_what, books) => {
    expect(judge(books)).toEqual([]);
  });

  it.each<[string, Partial<Books>, RegExp]>([
    ['a booking that is lost', { ledger: [], events: [] }, /acknowledged and is lost/],
    ['one that failed after all', { ledger: [row('failed')], events: [] }, /is lost/],
    ['an event that is lost', { events: [] }, /confirmed without an event/],
    ['an event that is there twice', { events: [event(), event()] }, /1 dates and 2/],
    ['an event at another time', { events: [event(at(12))] }, /1 dates and 1/],
    ['an orphan', { events: [event(), event(at(12), 'foyer-2')] }, /orphan/],
    ['what was refused and stands', { asked: [asked({ booked: 'fail' })] }, /refused and stands/],
    ['what was cancelled and stands', { asked: [asked(cancelled)] }, /cancelled and stands/],
    [
      'an event of a cancelled booking',
      { asked: [asked(cancelled)], ledger: [row('cancelled')] },
      /has an event/,
    ],
    ['a booking that stays open', { ledger: [row('pending')] }, /still pending/],
    [
      'a hold that holds for nobody',
      {
        asked: [asked({ booked: 'unknown' })],
        ledger: [{ ...row('failed'), dates: row('pending').dates }],
        events: [],
      },
      /dates of another state/,
    ],
    [
      'one key for two bookings',
      {
        ledger: [row(), row('confirmed', [at(12)], '2')],
        events: [event(), event(at(12), 'foyer-2')],
      },
      /stands twice/,
    ],
    [
      'half a series in the calendar',
      { asked: [asked({ dates: series })], ledger: [row('confirmed', series)] },
      /2 dates and 1/,
    ],
    [
      'what its room has not accepted',
      { events: [{ ...event(), isAccepted: false }] },
      /room has not accepted/,
    ],
    [
      'half of it at who called it',
      { meetings: [] },
      /confirmed without an event, at who called it/,
    ],
    ['half a series in the books', { asked: [asked({ dates: series })] }, /dates that were asked/],
    [
      'two bookings at one time',
      {
        asked: [asked(), asked({ key: 'other' })],
        ledger: [row(), { ...row('confirmed', [slot], '2'), title: 'other' }],
        events: [event(), event(slot, 'foyer-2')],
      },
      /overlap/,
    ],
  ])('tells of %s', (_what, books, words) => {
    expect(judge(books).join('\n')).toMatch(words);
  });
});

describe('the history of a run', () => {
  const told = { asked: [asked()], ledger: [row()], readFrom: 10, readUntil: 11 };

  it('is explained by a calendar that holds what was acknowledged', () => {
    expect(checkHistory(toHistory({ ...told, events: [event()] }))).toEqual({ explained: true });
  });

  it('is not explained by a calendar that has lost it', () => {
    expect(checkHistory(toHistory({ ...told, events: [] }))).toMatchObject({ explained: false });
  });

  it('is not explained by one date too few', () => {
    const history = toHistory({
      ...told,
      asked: [asked({ dates: series })],
      events: [event(series[0])],
    });
    expect(checkHistory(history)).toMatchObject({ explained: false });
  });
});
