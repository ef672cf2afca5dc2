import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Booking } from '@/lib/core/bookings/booking';
import { FoyerError } from '@/lib/core/errors';
import type { Interval } from '@/lib/core/time/interval';
import { cancelBooking } from '@/lib/services/cancel-booking';
import { book } from '@/tests/integration/booking/support/installation';
import { hours, type MirrorScene, withMirror } from '@/tests/integration/mirror/scene';
import { search } from '@/tests/integration/mirror/search-scene';

const mirroredIds = ['room-1', 'room-2', 'room-3', 'room-4'];
const localId = 'room-5';
const roomIds = [...mirroredIds, localId];
const bufferMinutes = 45;
/** Whole weeks may be booked. */
const policy = { maxDurationMinutes: 10_080 };

const roomId = fc.constantFrom(...roomIds);
const quarters = (from: number, to: number) =>
  fc.integer({ min: from * 4, max: to * 4 }).map((quarter) => quarter / 4);
const stretch = (...lengths: number[]) =>
  fc.record({ roomId, from: quarters(2, 190), length: fc.constantFrom(...lengths) });

const outside = fc.record({
  roomId: fc.constantFrom(...mirroredIds),
  from: quarters(-30, 190),
  length: fc.constantFrom(0.25, 1, 4, 4.25, 20, 60),
  kind: fc.constantFrom('busy' as const, 'tentative' as const, 'free' as const),
});

/** Of the local calendar. */
const local = fc.record({
  from: quarters(-30, 190),
  length: fc.constantFrom(0.25, 4, 20),
  kind: fc.constantFrom('busy', 'free'),
  answer: fc.constantFrom('accepted', 'tentative', 'declined'),
});

/** What becomes of a room's mirror after it was read, and what it is called where it is unknown. */
const states = {
  stale: `as_of = now() - interval '1 hour'`,
  failing: `as_of = now() - interval '1 minute', error_code = 'timeout'`,
  unread: 'as_of = NULL',
  short: `covers_until = now() + interval '3 days'`,
};
const spoilt = fc.dictionary(
  fc.constantFrom(...mirroredIds),
  fc.constantFrom(...(Object.keys(states) as (keyof typeof states)[])),
  { maxKeys: 2 },
);

const plan = fc.record({
  outside: fc.array(outside, { maxLength: 8 }),
  local: fc.array(local, { maxLength: 2 }),
  mirrored: fc.array(stretch(1, 3, 5), { maxLength: 3 }),
  unmirrored: fc.array(stretch(1, 5), { maxLength: 2 }),
  cancelled: fc.nat(2),
  gone: fc.boolean(),
  spoilt,
  unseenFrom: quarters(0, 48),
  wanted: fc.array(
    fc.record({ from: quarters(-30, 200), length: fc.constantFrom(1, 5, 24, 24.25, 30, 168) }),
    { minLength: 6, maxLength: 6 },
  ),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** One room is on a local calendar, which is written past its backend. */
async function addLocal({ foyer }: MirrorScene, events: Plan['local']): Promise<void> {
  await foyer.pool.query(
    `INSERT INTO connections (id, organisation_id, name, kind, options)
     SELECT 'local', id, 'Local', 'local', '{}' FROM organisations`,
  );
  await foyer.pool.query(`UPDATE rooms SET connection_id = 'local' WHERE id = $1`, [localId]);
  for (const [place, { from, length, kind, answer }] of events.entries()) {
    const { start, end } = hours(from, length);
    await foyer.pool.query(
      `WITH event AS (
         INSERT INTO local_events (organisation_id, id, connection_id, uid, title, visibility,
             organizer, time_zone, starts_at, ends_at)
         SELECT id, 'event-' || $1, 'local', 'uid-' || $1, 'Title', 'default', '{}', 'UTC', $2, $3
           FROM organisations
         RETURNING *)
       INSERT INTO local_occurrences (organisation_id, event_id, room_id, recurrence_id,
           connection_id, starts_at, ends_at, kind, answer)
       SELECT organisation_id, id, $4, starts_at, connection_id, starts_at, ends_at, $5, $6 FROM event
       ON CONFLICT DO NOTHING`,
      [String(place), new Date(start), new Date(end), localId, kind, answer],
    );
  }
}

/** Null where somebody else is in the way. */
async function tryToBook(
  { foyer }: MirrorScene,
  { roomId, from, length }: Plan['mirrored'][number],
): Promise<Booking | null> {
  try {
    return await book(foyer, { ...hours(from, length), roomIds: [roomId] });
  } catch (error) {
    if (error instanceof FoyerError && error.code === 'conflict') return null;
    throw error;
  }
}

/** Events of others and bookings, some of them not mirrored, ended, or of rooms that are unknown. */
async function prepare(scene: MirrorScene, made: Plan): Promise<void> {
  const { foyer, mock } = scene;
  await addLocal(scene, made.local);
  const handles = made.outside.map(({ roomId, from, length, kind }) =>
    mock.controls.writeOutside([{ roomId, address: {} }], { ...hours(from, length), kind }),
  );
  const bookings: Booking[] = [];
  for (const each of made.mirrored) {
    const booking = await tryToBook(scene, each);
    if (booking) bookings.push(booking);
  }
  await scene.refresh();
  const [first] = handles;
  if (made.gone && first !== undefined) {
    mock.controls.removeOutside(first);
    await scene.refresh();
  }
  for (const each of made.unmirrored) await tryToBook(scene, each);
  const call = { person: foyer.people.alice, signal: new AbortController().signal, requestId: 'c' };
  for (const { id } of bookings.slice(0, made.cancelled)) {
    await cancelBooking(foyer.deps, { bookingId: id, revision: null }, call);
  }
  for (const [room, state] of Object.entries(made.spoilt)) {
    await foyer.pool.query(`UPDATE room_mirrors SET ${states[state]} WHERE room_id = $1`, [room]);
    // Only whoever asks the calendar itself sees this.
    const unseen = hours(made.unseenFrom, 4);
    if (state === 'unread') mock.controls.writeOutside([{ roomId: room, address: {} }], unseen);
  }
}

async function agree(scene: MirrorScene, wanted: Interval): Promise<void> {
  for (const includeBusy of [true, false]) {
    const whole = await search(scene, { wanted, includeBusy });
    for (const limit of [1, 4]) {
      const best = await search(scene, { wanted, includeBusy, limit });
      expect(best.results).toEqual(whole.results.slice(0, limit));
      expect(best.matching).toBe(whole.matching);
    }
  }
}

const withRooms = <T>(work: (scene: MirrorScene) => Promise<T>) =>
  withMirror(work, { roomIds, bufferMinutes, policy });

it('finds the same whether it reads all rooms in short or in full, and nothing unknown free', async () => {
  const holds = fc.asyncProperty(plan, (made) =>
    withRooms(async (scene) => {
      await prepare(scene, made);
      for (const { from, length } of made.wanted) {
        await agree(scene, hours(from, length));
        const { results } = await search(scene, { wanted: hours(from, length), limit: 4 });
        for (const { room, available } of results) {
          const state = made.spoilt[room.id];
          if (state === 'stale' || state === 'failing') expect(available).toBeNull();
        }
      }
    }),
  );
  await fc.assert(holds, { numRuns: 25, endOnFailure: true });
});

it.each([
  ['taken where nothing is', `certain = repeat('1', 8000)::bit varying, first_block = 80000`],
  ['free where something is', `certain = '', possible = ''`],
])('would be caught if outlines had rooms %s', async (_, lie) => {
  await withRooms(async (scene) => {
    scene.mock.controls.writeOutside([{ roomId: 'room-2', address: {} }], hours(50));
    await scene.refresh();
    await agree(scene, hours(0, 168));
    await scene.foyer.pool.query(`UPDATE busy_outlines SET ${lie}`);
    await expect(agree(scene, hours(0, 168))).rejects.toThrow('expected');
  });
});
