import { expect, it } from 'vitest';
import { minuteMs } from '@/lib/core/time/instant';
import { createOutboxStore } from '@/lib/db/repositories/outbox-store';
import { rememberRooms } from '@/lib/db/repositories/remembered-rooms';
import {
  type AvailabilityMemory,
  createAvailabilityMemory,
} from '@/lib/services/availability-memory';
import { cancelBooking } from '@/lib/services/cancel-booking';
import { getAvailability } from '@/lib/services/get-availability';
import { book } from '@/tests/integration/booking/support/installation';
import {
  hours,
  type MirrorScene,
  roomRef,
  tomorrow,
  withMirror,
} from '@/tests/integration/mirror/scene';

const { signal } = new AbortController();
const anHour = 60 * minuteMs;

/** What a person is told, with memory and without, and how often the database was read for it. */
function openMemory({ foyer, stored }: MirrorScene, sabotage: Partial<AvailabilityMemory> = {}) {
  let reads = 0;
  const counted = {
    ...stored,
    mirrored: async (...asked: Parameters<typeof stored.mirrored>) => {
      reads += 1;
      return stored.mirrored(...asked);
    },
  };
  const { deps, pool, people } = foyer;
  const outbox = createOutboxStore(pool);
  const memory = { ...createAvailabilityMemory({ outbox, clock: deps.clock }), ...sabotage };
  const places = rememberRooms(pool, deps.places);
  const call = { person: people.alice, signal, requestId: 'memory' };
  const request = { roomIds: ['room-1'], window: tomorrow, fresh: false };
  const ask = async (more: { readonly memory?: AvailabilityMemory }) => {
    const told = await getAvailability(
      { ...deps, places, stored: counted, ...more },
      request,
      call,
    );
    return told.map(({ availability, taken }) => ({ status: availability.status, taken }));
  };
  return {
    reads: () => reads,
    told: () => ask({ memory }),
    /** Fails where memory tells anything else than a reading would. */
    agrees: async () => expect(await ask({ memory })).toEqual(await ask({})),
  };
}

it('reads once what nothing has changed since', async () => {
  await withMirror(async (scene) => {
    scene.mock.controls.writeOutside([roomRef], hours(9));
    await scene.refresh();
    const { told, reads } = openMemory(scene);
    const first = await told();
    expect(first).toMatchObject([{ status: 'known', taken: [hours(9)] }]);
    expect(await told()).toEqual(first);
    await scene.refresh();
    expect(await told()).toEqual(first);
    expect(reads()).toBe(1);
    scene.foyer.pass(anHour);
    await told();
    expect(reads()).toBe(2);
  });
});

it('tells of every change at once, whoever made it', async () => {
  await withMirror(async (scene) => {
    const { agrees, told, reads } = openMemory(scene);
    const { foyer, mock } = scene;
    await scene.refresh();
    await agrees();
    const handle = mock.controls.writeOutside([roomRef], hours(9));
    await scene.refresh();
    await agrees();
    const booking = await book(foyer, hours(12));
    await agrees();
    mock.controls.moveOutside(handle, hours(15));
    await scene.refresh();
    await agrees();
    const call = { person: foyer.people.alice, signal, requestId: 'cancel' };
    await cancelBooking(foyer.deps, { bookingId: booking.id, revision: null }, call);
    await agrees();
    mock.controls.removeOutside(handle);
    await scene.refresh();
    await agrees();
    expect(await told()).toEqual([{ status: 'known', taken: [] }]);
    expect(reads()).toBeGreaterThan(6);
  });
});

it('would be caught if it told what was', async () => {
  await withMirror(async (scene) => {
    await scene.refresh();
    const first = await openMemory(scene).told();
    const stuck = openMemory(scene, {
      recall: async (_question, read) => {
        const { rooms } = await read();
        return rooms.map((room) => ({ ...room, taken: first[0]?.taken ?? [] }));
      },
    });
    await book(scene.foyer, hours(12));
    await expect(stuck.agrees()).rejects.toThrow();
  });
});

it('remembers nothing of a room that is unknown, or that was read live', async () => {
  await withMirror(async (scene) => {
    const { told, reads } = openMemory(scene);
    await told();
    await told();
    expect(reads()).toBe(2);
    await scene.refresh();
    await scene.foyer.pool.query(`UPDATE room_mirrors SET as_of = now() - interval '1 hour'`);
    expect(await told()).toMatchObject([{ status: 'unknown' }]);
    await scene.foyer.pool.query('UPDATE room_mirrors SET as_of = now()');
    expect(await told()).toMatchObject([{ status: 'known' }]);
  });
});
