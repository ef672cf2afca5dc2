import { describe, expect, it } from 'vitest';
import { addMs, dayMs } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { createPlacesStore } from '@/lib/db/repositories/places-store';
import { rememberRooms } from '@/lib/db/repositories/remembered-rooms';
import { book } from '@/tests/integration/booking/support/installation';
import { hours, withMirror } from '@/tests/integration/mirror/scene';
import { search } from '@/tests/integration/mirror/search-scene';

const roomIds = ['room-1', 'room-2', 'room-3', 'room-4'];

const at = (roomId: string) => [{ roomId, address: {} }];

describe('a search', () => {
  it.each([0, 30])(
    'finds the same both ways, with buffers of %i minutes',
    async (bufferMinutes) => {
      await withMirror(
        async (scene) => {
          const { controls } = scene.mock;
          await book(scene.foyer, hours(9));
          controls.writeOutside(at('room-2'), hours(8.5));
          controls.writeOutside(at('room-3'), hours(10));
          controls.writeOutside(at('room-4'), hours(-20, 30));
          await scene.refresh();
          // Not mirrored yet: only its own time counts, not what it holds around it.
          await book(scene.foyer, hours(60));
          const short = [hours(9), hours(8), hours(10), hours(10.5, 0.5), hours(20, 6)];
          const long = [
            hours(0, 168),
            hours(9.5, 24),
            hours(10, 24),
            hours(11, 24),
            hours(-44, 24),
            hours(61, 24),
          ];
          for (const slot of [...short, ...long]) {
            const whole = await search(scene, { wanted: slot });
            for (const limit of [1, 2, 3]) {
              const best = await search(scene, { wanted: slot, limit });
              expect(best.results).toEqual(whole.results.slice(0, limit));
              expect(best.matching).toBe(whole.matching);
            }
          }
        },
        { roomIds, bufferMinutes },
      );
    },
  );

  it('tells rooms whose mirror is too old as unknown, after those that are free', async () => {
    await withMirror(
      async (scene) => {
        await scene.refresh();
        await scene.foyer.pool.query(
          `UPDATE room_mirrors SET as_of = now() - interval '1 hour' WHERE room_id = 'room-1'`,
        );
        const { results } = await search(scene, { limit: 3 });
        expect(results.map(({ room, available }) => [room.id, available])).toEqual([
          ['room-2', true],
          ['room-3', true],
          ['room-4', true],
        ]);
        const [first] = (await search(scene, { filter: { roomIds: ['room-1'] } })).results;
        expect(first).toMatchObject({ available: null, reason: 'too-old' });
      },
      { roomIds },
    );
  });

  it('counts the free dates of a series, room by room', async () => {
    await withMirror(
      async (scene) => {
        const { start } = hours(9);
        const week = (n: number) => ({
          start: addMs(start, n * 7 * dayMs),
          end: addMs(hours(9).end, n * 7 * dayMs),
        });
        for (const n of [1, 2]) scene.mock.controls.writeOutside(at('room-2'), week(n));
        scene.mock.controls.writeOutside(at('room-3'), hours(9));
        await scene.refresh();
        const series = { rrule: 'FREQ=WEEKLY;COUNT=4', timeZone: zoneId('UTC') };
        const { results } = await search(scene, { series });
        expect(results.map(({ room, series: standing }) => [room.id, standing])).toEqual([
          ['room-1', { freeOccurrences: 4, occurrences: 4 }],
          ['room-4', { freeOccurrences: 4, occurrences: 4 }],
          ['room-3', { freeOccurrences: 3, occurrences: 4 }],
          ['room-2', { freeOccurrences: 2, occurrences: 4 }],
        ]);
        await expect(
          search(scene, { series: { ...series, rrule: 'FREQ=HOURLY' } }),
        ).rejects.toThrow('rrule: too-frequent');
      },
      { roomIds },
    );
  });

  it('reads rooms live that were never read, of a series too', async () => {
    await withMirror(
      async (scene) => {
        scene.mock.controls.writeOutside(at('room-1'), hours(9));
        const series = { rrule: 'FREQ=DAILY;COUNT=3', timeZone: zoneId('UTC') };
        const { results } = await search(scene, { series });
        expect(results.at(-1)).toMatchObject({
          room: { id: 'room-1' },
          available: false,
          series: { freeOccurrences: 2, occurrences: 3 },
        });
      },
      { roomIds },
    );
  });
});

describe('rooms that are remembered', () => {
  it('are those of the database, whatever has changed since', async () => {
    await withMirror(
      async ({ foyer: { pool, people } }) => {
        const { organisationId } = people.alice;
        const places = createPlacesStore(pool);
        const remembered = rememberRooms(pool, places);
        const changes = [
          'SELECT 1',
          `UPDATE rooms SET capacity = 3, accessible = true WHERE id = 'room-2'`,
          `INSERT INTO features (id, organisation_id, key, name)
           SELECT 'f', id, 'screen', 'Screen' FROM organisations`,
          `INSERT INTO room_features (organisation_id, room_id, feature_id)
           SELECT id, 'room-3', 'f' FROM organisations`,
          `UPDATE floors SET name = 'Second'`,
          `UPDATE buildings SET policy = '{"bookingWindowDays": 3}'`,
          `UPDATE connections SET revision = 2`,
          `DELETE FROM room_features`,
          `DELETE FROM rooms WHERE id = 'room-4'`,
        ];
        const filters = [
          {},
          { roomIds: ['room-3', 'nowhere', 'room-1'] },
          { buildingId: 'building', minCapacity: 4 },
          { features: ['screen'] },
          { accessible: true },
          { floor: 'Second' },
          { text: 'ROOM' },
        ];
        for (const change of changes) {
          await pool.query(change);
          for (const filter of filters) {
            const asked = { ...filter, organisationId };
            expect(await remembered.findRooms(asked)).toEqual(await places.findRooms(asked));
          }
        }
        const [first, again] = [
          await remembered.findRooms({ organisationId }),
          await remembered.findRooms({ organisationId }),
        ];
        expect(again[0]).toBe(first[0]);
        await pool.query('DELETE FROM features');
      },
      { roomIds },
    );
  });
});
