import { describe, expect, test } from 'vitest';
import {
  type BookingFields,
  behalfOf,
  intervalOf,
  invalidBehalf,
  readAddresses,
  refusedFields,
  timesOf,
  toBookingInput,
  withStart,
} from '@/app/_components/booking/booking-fields';
import { noRepeat } from '@/app/_components/booking/repeat/repeat';
import { formatInstant, type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { bookingInput } from '@/lib/http/contract/bookings';
import type { Problem } from '@/lib/http/contract/problem';

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

const paris = zoneId('Europe/Paris');
const slot = { start: at('2026-11-24T13:00:00Z'), end: at('2026-11-24T13:30:00Z') };

function fields(changed: Partial<BookingFields> = {}): BookingFields {
  return {
    ...timesOf(slot, paris),
    title: 'Design review',
    attendees: '',
    onBehalfOf: '',
    visibility: 'default',
    note: '',
    repeat: noRepeat,
    ...changed,
  };
}

describe('times', () => {
  test('are those of the room’s clock', () => {
    expect(timesOf(slot, zoneId('Indian/Reunion'))).toEqual({
      date: { year: 2026, month: 11, day: 24 },
      startMinute: 17 * 60,
      endMinute: 17 * 60 + 30,
    });
  });

  test('come back as the same interval', () => {
    expect(intervalOf(fields(), paris)).toEqual(slot);
  });

  test('that reach past midnight end with the day', () => {
    const late = { start: at('2026-11-24T22:45:00Z'), end: at('2026-11-24T23:15:00Z') };
    const times = timesOf(late, paris);
    expect(times.endMinute).toBe(1_440);
    expect(intervalOf(fields(times), paris)).toEqual({
      start: late.start,
      end: at('2026-11-24T23:00:00Z'),
    });
  });

  test.each([14 * 60, 13 * 60])('whose end does not come after the start are none', (endMinute) => {
    expect(intervalOf(fields({ endMinute }), paris)).toBeNull();
  });

  test('on the night that is an hour shorter are as long as the clocks leave them', () => {
    const night = fields({
      date: { year: 2027, month: 3, day: 28 },
      startMinute: 60,
      endMinute: 4 * 60,
    });
    const found = intervalOf(night, paris);
    expect(found && formatInstant(found.start)).toBe('2027-03-28T00:00:00Z');
    expect(found && formatInstant(found.end)).toBe('2027-03-28T02:00:00Z');
  });

  test('moved at their start keep their length, as far as the day allows', () => {
    expect(withStart(fields(), 9 * 60)).toMatchObject({ startMinute: 540, endMinute: 570 });
    expect(withStart(fields(), 23 * 60 + 45)).toMatchObject({
      startMinute: 1_425,
      endMinute: 1_440,
    });
  });
});

describe('addresses', () => {
  test('are parted by commas, semicolons and white space, each once', () => {
    const { valid } = readAddresses('a@example.org, b@example.org;\nc@example.org  a@example.org');
    expect(valid).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
  });

  test('that are none are told', () => {
    const { invalid } = readAddresses('a@example.org bob @x c@d e@f@g.org');
    expect(invalid).toEqual(['bob', '@x', 'c@d', 'e@f@g.org']);
  });

  test('of nothing are none', () => {
    expect(readAddresses(' \n,; ')).toEqual({ valid: [], invalid: [] });
  });
});

describe('what is sent', () => {
  test('is what the contract takes, without what was left empty', () => {
    const input = toBookingInput(
      fields({ title: '  Design review ', note: ' ' }),
      { roomIds: ['curie'], ...slot },
      paris,
    );
    expect(input).toEqual({
      roomIds: ['curie'],
      title: 'Design review',
      start: '2026-11-24T13:00:00Z',
      end: '2026-11-24T13:30:00Z',
      timeZone: 'Europe/Paris',
      visibility: 'default',
    });
    expect(bookingInput.safeParse(input).success).toBe(true);
  });

  test('names the people and the note', () => {
    const filled = fields({
      attendees: 'a@example.org',
      note: 'Bring the plans',
      visibility: 'private',
    });
    const input = toBookingInput(filled, { roomIds: ['curie'], ...slot }, paris);
    expect(input).toMatchObject({
      attendees: [{ email: 'a@example.org' }],
      description: 'Bring the plans',
      visibility: 'private',
    });
  });

  test('says whose meeting it is to be', () => {
    const theirs = fields({ onBehalfOf: ' Bob@example.org ' });
    const input = toBookingInput(theirs, { roomIds: ['curie'], ...slot }, paris);
    expect(bookingInput.parse(input)).toMatchObject({ onBehalfOf: 'bob@example.org' });
  });
});

describe('whose meeting it is to be', () => {
  test.each([
    ['', null, {}],
    [' ', null, {}],
    ['bob@example.org ', null, { onBehalfOf: 'bob@example.org' }],
    ['bob', 'bob', {}],
    ['a@example.org, b@example.org', 'a@example.org, b@example.org', {}],
  ])('%j', (onBehalfOf, invalid, sent) => {
    expect(invalidBehalf({ onBehalfOf })).toBe(invalid);
    expect(behalfOf({ onBehalfOf })).toEqual(sent);
  });
});

test('what repeats says so in the rule that the contract takes', () => {
  const weekly = fields({ repeat: { ...noRepeat, kind: 'weekly', count: 52 } });
  const input = toBookingInput(weekly, { roomIds: ['curie', 'noether'], ...slot }, paris);
  expect(input).toMatchObject({
    roomIds: ['curie', 'noether'],
    rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=52',
  });
  expect(bookingInput.safeParse(input).success).toBe(true);
});

describe('fields that the server could not use', () => {
  const refusal = (...paths: readonly string[]): Problem => ({
    type: 'urn:foyer:problem:invalid-input',
    title: 'Invalid input',
    status: 422,
    code: 'invalid-input',
    detail: 'Check the input.',
    requestId: 'r1',
    errors: paths.map((path) => ({ path, message: 'wrong' })),
  });

  test('are named by the paths, each once', () => {
    const paths = ['attendees.0.email', 'attendees.3.email', 'end', 'title', 'onBehalfOf'];
    expect(refusedFields(refusal(...paths))).toEqual(['attendees', 'when', 'title', 'behalf']);
  });

  test('are none when the paths name nothing of the form', () => {
    expect(refusedFields(refusal('', 'idempotencyKey'))).toEqual([]);
  });
});
