import { describe, expect, it } from 'vitest';
import type { Booking } from '@/lib/core/bookings/booking';
import { addMs } from '@/lib/core/time/instant';
import { refreshLease } from '@/lib/services/mirror/refresh-lease';
import { book } from '@/tests/integration/booking/support/installation';
import {
  hold,
  hours,
  type MirrorScene,
  roomRef,
  withMirror,
} from '@/tests/integration/mirror/scene';

const { signal } = new AbortController();

async function conflictsOf({ conflicts }: MirrorScene, booking: Booking) {
  const found = await conflicts.conflictsOf([booking.id]);
  return found.map(({ roomId, recurrenceId, outside }) => ({ roomId, recurrenceId, outside }));
}

describe('an event of somebody else over a confirmed booking', () => {
  it('is a conflict that its people are told of, until it is gone', async () => {
    await withMirror(async (scene) => {
      const booking = await book(scene.foyer, hours(9));
      await scene.refresh();
      expect(await conflictsOf(scene, booking)).toEqual([]);
      await scene.told('booking');
      const handle = scene.mock.controls.writeOutside([roomRef], hours(9.5));
      await scene.refresh();
      expect(await conflictsOf(scene, booking)).toEqual([
        { roomId: 'room-1', recurrenceId: booking.start, outside: hours(9.5) },
      ]);
      const { alice } = scene.foyer.people;
      const line = {
        id: booking.id,
        status: 'confirmed',
        organizerId: alice.id,
        bookedById: alice.id,
      };
      expect(await scene.told('booking')).toEqual([line]);
      await scene.refresh();
      expect(await scene.told('booking')).toEqual([]);
      scene.mock.controls.removeOutside(handle);
      await scene.refresh();
      expect(await conflictsOf(scene, booking)).toEqual([]);
      expect(await scene.told('booking')).toEqual([line]);
    });
  });

  it('is one again when it comes back, and another when it moves', async () => {
    await withMirror(async (scene) => {
      const booking = await book(scene.foyer, hours(9, 3));
      const handle = scene.mock.controls.writeOutside([roomRef], hours(9));
      await scene.refresh();
      scene.mock.controls.moveOutside(handle, hours(11));
      await scene.refresh();
      expect((await conflictsOf(scene, booking)).map(({ outside }) => outside)).toEqual([
        hours(11),
      ]);
      scene.mock.controls.moveOutside(handle, hours(9));
      await scene.refresh();
      expect((await conflictsOf(scene, booking)).map(({ outside }) => outside)).toEqual([hours(9)]);
    });
  });

  it('counts over the buffers too, and not where it only touches them', async () => {
    await withMirror(
      async (scene) => {
        const booking = await book(scene.foyer, hours(9));
        const before = { start: hours(8).start, end: addMs(booking.start, -30 * 60_000) };
        const handle = scene.mock.controls.writeOutside([roomRef], before);
        await scene.refresh();
        expect(await conflictsOf(scene, booking)).toEqual([]);
        const later = { ...before, end: addMs(before.end, 60_000) };
        scene.mock.controls.moveOutside(handle, later);
        await scene.refresh();
        expect(await conflictsOf(scene, booking)).toHaveLength(1);
      },
      { bufferMinutes: 30 },
    );
  });

  it('is none for what is not confirmed, for what is free, and for our own event', async () => {
    await withMirror(async (scene) => {
      const held = await hold(scene.foyer, hours(9));
      const booking = await book(scene.foyer, hours(12));
      scene.mock.controls.writeOutside([roomRef], hours(9));
      scene.mock.controls.writeOutside([roomRef], { ...hours(12), kind: 'free' });
      // What the booking's own event is called in the calendar of one of several rooms.
      const uid = `${booking.uid}-room-1`;
      scene.mock.controls.writeOutside([roomRef], { ...hours(12), uid });
      await scene.refresh();
      expect(await conflictsOf(scene, held)).toEqual([]);
      expect(await conflictsOf(scene, booking)).toEqual([]);
    });
  });

  it('is one when it is an event of another Foyer', async () => {
    await withMirror(async (scene) => {
      const booking = await book(scene.foyer, hours(12));
      scene.mock.controls.writeOutside([roomRef], { ...hours(12), uid: 'foyer-of-somebody-else' });
      await scene.refresh();
      expect(await conflictsOf(scene, booking)).toHaveLength(1);
    });
  });

  it('is found by the next reading when the booking was confirmed during this one', async () => {
    await withMirror(async (scene) => {
      const [lease] = await scene.take();
      const booking = await book(scene.foyer, hours(9));
      scene.mock.controls.writeOutside([roomRef], hours(9));
      if (!lease) throw new Error('not due');
      await refreshLease(scene.deps, lease, 'test', signal);
      expect(await conflictsOf(scene, booking)).toEqual([]);
      const read = scene.mock.controls.calls('doListEvents');
      await scene.refresh();
      expect(scene.mock.controls.calls('doListEvents')).toBe(read);
      expect(await conflictsOf(scene, booking)).toHaveLength(1);
    });
  });

  it('is over when the booking is', async () => {
    await withMirror(async (scene) => {
      const booking = await book(scene.foyer, hours(9));
      scene.mock.controls.writeOutside([roomRef], hours(9));
      await scene.refresh();
      const cancelled = { status: 'cancelled', reason: null, dueAt: null, actor: 'foyer' } as const;
      await scene.foyer.deps.bookings.settle(booking, cancelled);
      await scene.refresh();
      expect(await conflictsOf(scene, booking)).toEqual([]);
    });
  });
});
