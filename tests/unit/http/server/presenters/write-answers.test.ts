import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoomOccurrence, RoomTaken } from '@/lib/core/availability/room-taken';
import type { SearchAnswer, SearchResult } from '@/lib/core/availability/search-answer';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { defaultPolicy } from '@/lib/core/policy/room-policy';
import { type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { getAvailability } from '@/lib/http/contract/availability';
import { searchRooms } from '@/lib/http/contract/search';
import { presentAvailability } from '@/lib/http/server/presenters/availability';
import { presentSearch } from '@/lib/http/server/presenters/search';
import { writeAvailability } from '@/lib/http/server/presenters/write-availability';
import { writeSearch } from '@/lib/http/server/presenters/write-search';

const at: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map((seconds) => instant(seconds * 1_000));
/** Quotes, control characters, emoji and line separators among it. */
const words = fc.string({ unit: 'grapheme', maxLength: 20 });
const slot = fc.tuple(at, fc.integer({ min: 1, max: 86_400 })).map(([start, seconds]) => ({
  start,
  end: instant(start + seconds * 1_000),
}));

const room: fc.Arbitrary<Room> = fc.record({
  id: fc.uuid(),
  organisationId: fc.constant('organisation'),
  name: words,
  building: fc.record({ id: fc.uuid(), name: words }),
  floor: fc.record({ id: fc.uuid(), name: words, level: fc.integer({ min: -3, max: 90 }) }),
  capacity: fc.integer({ min: 0, max: 500 }),
  features: fc.array(words, { maxLength: 3 }),
  accessible: fc.boolean(),
  timeZone: fc.constant(zoneId('Europe/Paris')),
  photoUrl: fc.option(fc.webUrl()),
  connection: fc.constant({ id: 'c', kind: 'local' as const, revision: 1 }),
  address: fc.constant({}),
  policy: fc.constant(defaultPolicy),
});

const occurrence: fc.Arbitrary<RoomOccurrence> = fc
  .record({
    roomId: fc.uuid(),
    bookingId: fc.uuid(),
    uid: fc.uuid(),
    status: fc.constantFrom('confirmed' as const, 'pending' as const),
    kind: fc.constantFrom('busy' as const, 'hold' as const),
    title: words,
    visibility: fc.constantFrom('default' as const, 'private' as const),
    organizerId: fc.constantFrom('me', 'other'),
    organizerName: words,
    bookedById: fc.constantFrom('me', 'other'),
  })
  .chain((rest) => slot.map((times) => ({ ...rest, ...times })));

const piece = fc
  .tuple(slot, fc.constantFrom('busy' as const, 'tentative' as const), fc.option(occurrence))
  .map(([times, kind, explained]) => ({ ...times, kind, occurrence: explained }));

const taken: fc.Arbitrary<RoomTaken> = fc.oneof(
  fc.record({
    room,
    availability: fc.record({
      status: fc.constant('unknown' as const),
      asOf: at,
      reason: fc.constantFrom('too-old' as const, 'timeout' as const),
    }),
    taken: fc.constant([]),
  }),
  fc.tuple(room, at, fc.array(piece, { maxLength: 5 })).map(([each, asOf, pieces]) => ({
    room: each,
    availability: { status: 'known' as const, asOf, busy: pieces },
    taken: pieces,
  })),
);

const reader: fc.Arbitrary<Person> = fc
  .constantFrom('employee', 'manager', 'admin')
  .map((role) => ({
    id: 'me',
    organisationId: 'organisation',
    email: 'me@example.org',
    name: 'Me',
    role: role as Person['role'],
    locale: null,
    timeZone: null,
    hourCycle: null,
    firstWeekday: null,
  }));

describe('an answer of availability written as text', () => {
  it('is what the presenter and the contract make of the same', () => {
    fc.assert(
      fc.property(fc.array(taken, { maxLength: 5 }), reader, (rooms, person) => {
        const items = rooms.map((each) => presentAvailability(each, person));
        const { text } = writeAvailability(rooms, person);
        expect(JSON.parse(text)).toEqual(getAvailability.answer.parse({ items }));
      }),
    );
  });

  it('has the same tag when only the time of the reading is another, and else another', () => {
    fc.assert(
      fc.property(taken, reader, at, (first, person, asOf) => {
        const later = { ...first, availability: { ...first.availability, asOf } } as RoomTaken;
        const { etag } = writeAvailability([first], person);
        expect(writeAvailability([later], person).etag).toBe(etag);
        expect(writeAvailability([], person).etag).not.toBe(etag);
        expect(etag).toMatch(/^W\/"[\w-]+"$/);
      }),
    );
  });
});

const result: fc.Arbitrary<SearchResult> = fc.oneof(
  fc.record({ room, available: fc.constant(true as const), freeUntil: fc.option(at) }),
  fc.record({
    room,
    available: fc.constant(false as const),
    reason: fc.constant('busy' as const),
    freeFrom: fc.option(at),
    series: fc.constant({ freeOccurrences: 3, occurrences: 52 }),
  }),
  fc.record({
    room,
    available: fc.constant(false as const),
    reason: fc.constant('policy' as const),
    rules: fc.constant(['quota' as const]),
  }),
  fc.record({
    room,
    available: fc.constant(null),
    reason: fc.constant('too-old' as const),
  }),
);

const answer: fc.Arbitrary<SearchAnswer> = fc
  .tuple(
    fc.array(result, { maxLength: 5 }),
    fc.nat(),
    fc.array(fc.tuple(room, slot), { maxLength: 3 }),
  )
  .map(([results, matching, others]) => ({
    results,
    matching,
    suggestions: others.map(([each, times]) => ({
      ...times,
      roomId: each.id,
      reason: 'best-fit' as const,
      room: each,
    })),
  }));

describe('an answer of search written as text', () => {
  it('is what the presenter and the contract make of the same', () => {
    fc.assert(
      fc.property(answer, (each) => {
        const { text } = writeSearch(each);
        expect(JSON.parse(text)).toEqual(searchRooms.answer.parse(presentSearch(each)));
      }),
    );
  });
});
