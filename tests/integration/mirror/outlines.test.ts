import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { hours, type MirrorScene, roomRef, withMirror } from '@/tests/integration/mirror/scene';
import { search } from '@/tests/integration/mirror/search-scene';
import { waitFor } from '@/tests/support/wait-for';

const roomIds = ['room-1', 'room-2', 'room-3'];
const blockMs = 6 * hourMs;

interface Outline {
  readonly roomId: string;
  readonly firstBlock: number | null;
  readonly certain: string | null;
  readonly possible: string | null;
}

async function outlines({ foyer }: MirrorScene): Promise<readonly Outline[]> {
  const found = await foyer.pool.query<Outline>(
    `SELECT room_id AS "roomId", first_block AS "firstBlock", certain, possible
       FROM busy_outlines ORDER BY room_id`,
  );
  return found.rows;
}

interface Row extends Interval {
  readonly roomId: string;
  readonly bookingId: string | null;
}

async function times({ foyer }: MirrorScene): Promise<readonly Row[]> {
  const found = await foyer.pool.query<Record<'room' | 'booking', string> & Record<string, Date>>(
    `SELECT room_id AS room, starts_at AS start, ends_at AS end, booking_id AS booking
       FROM busy_intervals`,
  );
  return found.rows.map(({ room, start, end, booking }) => ({
    roomId: room,
    start: instant(Number(start)),
    end: instant(Number(end)),
    bookingId: booking,
  }));
}

/** The blocks whose bits are set. */
function blocksOf(firstBlock: number | null, bits: string | null): readonly number[] {
  return [...(bits ?? '')].flatMap((bit, place) =>
    bit === '1' ? [(firstBlock ?? 0) + place] : [],
  );
}

/** Six hours by six hours around all that the tests write. */
const blocks = Array.from(
  { length: 80 },
  (_, place) => Math.floor(hours(-60).start / blockMs) + place,
);

function blocksTaken(rows: readonly Row[]): readonly number[] {
  return blocks.filter((block) => {
    const start = instant(block * blockMs);
    return rows.some((row) => overlaps(row, { start, end: addMs(start, blockMs) }));
  });
}

async function expectOutlines(scene: MirrorScene): Promise<void> {
  const rows = await times(scene);
  const found = await outlines(scene);
  expect(found.map(({ roomId }) => roomId)).toEqual(roomIds);
  for (const { roomId, firstBlock, certain, possible } of found) {
    const own = rows.filter((row) => row.roomId === roomId);
    const foreign = own.filter(({ bookingId }) => bookingId === null);
    expect(blocksOf(firstBlock, possible)).toEqual(blocksTaken(own));
    expect(blocksOf(firstBlock, certain)).toEqual(blocksTaken(foreign));
  }
}

const insertText = `
  INSERT INTO busy_intervals (organisation_id, room_id, starts_at, ends_at, uid, kind, booking_id)
  SELECT o.id, w.room_id, w.starts_at, w.ends_at, w.uid, 'busy', w.booking_id
    FROM organisations o, jsonb_to_recordset($1) AS w (room_id text, starts_at timestamptz,
         ends_at timestamptz, uid text, booking_id text)
  ON CONFLICT (room_id, starts_at, ends_at, uid) DO UPDATE SET booking_id = excluded.booking_id`;

const write = fc.record({
  room_id: fc.constantFrom(...roomIds),
  // Also on the edges of blocks, and a millisecond beside them.
  startMs: fc.oneof(
    fc.integer({ min: -24, max: 160 }).map((hour) => hour * hourMs),
    fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(-1, 0, 1)).map(([block, aside]) => {
      return (Math.floor(hours(0).start / blockMs) + block) * blockMs + aside - hours(0).start;
    }),
  ),
  lengthMs: fc.constantFrom(1, hourMs, blockMs, blockMs + 1, 50 * hourMs),
  uid: fc.constantFrom('a', 'b', 'c'),
  booking_id: fc.constantFrom(null, 'booking'),
});
const step = fc.oneof(
  fc.record({ writes: fc.array(write, { minLength: 1, maxLength: 4 }) }),
  fc.record({ uid: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ adopt: fc.constantFrom(...roomIds) }),
);

async function take(
  { foyer: { pool } }: MirrorScene,
  made: typeof step extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  if ('uid' in made) {
    await pool.query('DELETE FROM busy_intervals WHERE uid = $1', [made.uid]);
  } else if ('adopt' in made) {
    await pool.query(`UPDATE busy_intervals SET booking_id = 'adopted' WHERE room_id = $1`, [
      made.adopt,
    ]);
  } else {
    // One statement must not write a row twice.
    const rows = new Map(
      made.writes.map(({ startMs, lengthMs, ...row }) => {
        const start = addMs(hours(0).start, startMs);
        const ends = { starts_at: new Date(start), ends_at: new Date(start + lengthMs) };
        return [`${row.room_id} ${startMs} ${lengthMs} ${row.uid}`, { ...row, ...ends }];
      }),
    );
    await pool.query(insertText, [JSON.stringify([...rows.values()])]);
  }
}

it('are those of the times, whoever writes them', async () => {
  const holds = fc.asyncProperty(fc.array(step, { maxLength: 8 }), (steps) =>
    withMirror(
      async (scene) => {
        for (const each of steps) {
          await take(scene, each);
          await expectOutlines(scene);
        }
      },
      { roomIds },
    ),
  );
  await fc.assert(holds, { numRuns: 25 });
});

it('have what two write at once, and nothing once the room has another calendar', async () => {
  await withMirror(
    async (scene) => {
      const { pool } = scene.foyer;
      const row = (hour: number) => {
        const { start, end } = hours(hour);
        const ends = { starts_at: new Date(start), ends_at: new Date(end) };
        return JSON.stringify([
          { ...ends, room_id: 'room-1', uid: `at ${hour}`, booking_id: null },
        ]);
      };
      const first = await pool.connect();
      await first.query('BEGIN');
      await first.query(insertText, [row(9)]);
      const second = pool.query(insertText, [row(60)]);
      await waitFor('the second to wait', async () => {
        const waiting = await pool.query(
          `SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting.rowCount === 1;
      });
      await first.query('COMMIT');
      first.release();
      await second;
      expect(await times(scene)).toHaveLength(2);
      await expectOutlines(scene);
      await pool.query(`UPDATE rooms SET email = 'other@example.org' WHERE id = 'room-1'`);
      expect(await times(scene)).toHaveLength(0);
      await expectOutlines(scene);
    },
    { roomIds },
  );
});

it('end where times reach too far, and such a room is looked at itself', async () => {
  await withMirror(
    async (scene) => {
      const { controls } = scene.mock;
      const handle = controls.writeOutside([roomRef], hours(90, 24 * 365 * 9));
      await scene.refresh();
      const [first] = await outlines(scene);
      expect(first).toMatchObject({ firstBlock: null, certain: null, possible: null });
      const available = async (from: number) => {
        const { results } = await search(scene, { wanted: hours(from, 48), limit: 2 });
        return results.find(({ room }) => room.id === 'room-1')?.available;
      };
      expect(await available(20)).toBe(true);
      expect(await available(100)).toBeUndefined();
      controls.removeOutside(handle);
      await scene.refresh();
      await expectOutlines(scene);
      expect(await available(100)).toBe(true);
    },
    { roomIds, policy: { maxDurationMinutes: 10_080 } },
  );
});
