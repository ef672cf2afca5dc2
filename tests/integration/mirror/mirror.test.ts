import { describe, expect, it } from 'vitest';
import { refreshLease } from '@/lib/services/mirror/refresh-lease';
import { book } from '@/tests/integration/booking/support/installation';
import {
  hold,
  hours,
  type MirrorScene,
  roomRef,
  tomorrow,
  withMirror,
} from '@/tests/integration/mirror/scene';

const { signal } = new AbortController();

/** Identifies the versions of the rows: what is written again is another version. */
async function rowVersions({ foyer }: MirrorScene): Promise<readonly unknown[]> {
  const rows = await foyer.pool.query('SELECT xmin::text, uid FROM busy_intervals ORDER BY uid');
  return rows.rows;
}

describe('the mirror of a room', () => {
  it('is read live until it was read once, then shows what the calendar held', async () => {
    await withMirror(async (scene) => {
      scene.mock.controls.writeOutside([roomRef], hours(9));
      scene.mock.controls.writeOutside([roomRef], { ...hours(11), kind: 'free' });
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: null }]);
      expect(scene.mock.controls.calls('doFreeBusy')).toBe(1);
      await scene.refresh();
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: null }]);
      expect(scene.mock.controls.calls('doFreeBusy')).toBe(1);
    });
  });

  it('is asked again without being written when nothing has changed', async () => {
    await withMirror(async (scene) => {
      scene.mock.controls.writeOutside([roomRef], hours(9));
      await scene.refresh();
      const before = await scene.shown(tomorrow);
      const versions = await rowVersions(scene);
      await scene.refresh();
      const after = await scene.shown(tomorrow);
      expect(after.asOf).toBeGreaterThan(before.asOf);
      expect(after.busy).toEqual(before.busy);
      expect(await rowVersions(scene)).toEqual(versions);
      expect(scene.mock.controls.calls('doListEvents')).toBe(1);
    });
  });

  it('follows what others write, move and remove, and tells exactly where', async () => {
    await withMirror(async (scene) => {
      const { controls } = scene.mock;
      controls.writeOutside([roomRef], hours(9));
      await scene.refresh();
      await scene.told('availability');
      const handle = controls.writeOutside([roomRef], hours(12));
      await scene.refresh();
      expect(await scene.told('availability')).toEqual([{ roomId: 'room-1', ...hours(12) }]);
      controls.moveOutside(handle, hours(14));
      await scene.refresh();
      expect(await scene.told('availability')).toEqual([
        { roomId: 'room-1', ...hours(12) },
        { roomId: 'room-1', ...hours(14) },
      ]);
      controls.removeOutside(handle);
      await scene.refresh();
      expect(await scene.told('availability')).toEqual([{ roomId: 'room-1', ...hours(14) }]);
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: null }]);
      await scene.refresh();
      expect(await scene.told('availability')).toEqual([]);
    });
  });

  it('tells in one line of more than twenty stretches', async () => {
    await withMirror(async (scene) => {
      await scene.told('availability');
      for (let hour = 0; hour < 48; hour += 2) {
        scene.mock.controls.writeOutside([roomRef], hours(hour));
      }
      await scene.refresh();
      expect(await scene.told('availability')).toEqual([{ roomId: 'room-1', ...hours(0, 47) }]);
    });
  });

  it('is read anew after a gap of the feed, that room only', async () => {
    await withMirror(
      async (scene) => {
        const { controls } = scene.mock;
        await scene.refresh();
        const handle = controls.writeOutside([roomRef], hours(9));
        await scene.refresh();
        controls.forgetChanges();
        controls.removeOutside(handle);
        const before = controls.calls('doListEvents');
        const leases = await scene.take();
        const first = leases.find(({ roomId }) => roomId === 'room-1');
        if (!first) throw new Error('not due');
        await refreshLease(scene.deps, first, 'test', signal);
        expect(controls.calls('doListEvents')).toBe(before + 1);
        expect((await scene.shown(tomorrow)).busy).toEqual([]);
      },
      { roomIds: ['room-1', 'room-2'] },
    );
  });

  it('sees what changes while it is being read', async () => {
    await withMirror(async (scene) => {
      const { controls } = scene.mock;
      controls.once('doListEvents', 'after', () => {
        controls.writeOutside([roomRef], hours(9));
      });
      await scene.refresh();
      expect((await scene.shown(tomorrow)).busy).toEqual([]);
      await scene.refresh();
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: null }]);
    });
  });

  it('is not written by a reading that has lost its lease', async () => {
    await withMirror(async (scene) => {
      const { controls } = scene.mock;
      const handle = controls.writeOutside([roomRef], hours(9));
      const slow: Promise<void>[] = [];
      controls.once('doListEvents', 'after', async () => {
        // Meanwhile the event goes, and another replica reads the room to its end.
        controls.removeOutside(handle);
        const [other] = await scene.take();
        if (!other) throw new Error('not due');
        slow.push(refreshLease(scene.deps, other, 'other', signal));
        await Promise.all(slow);
      });
      const [lease] = await scene.take(0);
      if (!lease) throw new Error('not due');
      await refreshLease(scene.deps, lease, 'slow', signal);
      expect(slow).toHaveLength(1);
      expect((await scene.shown(tomorrow)).busy).toEqual([]);
    });
  });

  it('begins anew when the room has another calendar', async () => {
    await withMirror(async (scene) => {
      scene.mock.controls.writeOutside([roomRef], hours(9));
      await scene.refresh();
      const [lease] = await scene.take();
      await scene.foyer.pool.query(`UPDATE rooms SET email = 'other@example.org'`);
      if (!lease) throw new Error('not due');
      await scene.store.replace(lease, null, { covers: hours(0, 48), busy: [] });
      const mirrors = await scene.foyer.pool.query('SELECT as_of, lease_id FROM room_mirrors');
      expect(mirrors.rows).toEqual([{ as_of: null, lease_id: null }]);
      expect(await rowVersions(scene)).toEqual([]);
    });
  });
});

describe('what is shown of a mirrored room', () => {
  it('is unknown once the mirror is too old, for the reason that it is', async () => {
    await withMirror(async (scene) => {
      await scene.refresh();
      await scene.foyer.pool.query(
        `UPDATE room_mirrors SET as_of = now() - interval '301 seconds'`,
      );
      expect(await scene.shown(tomorrow)).toMatchObject({ status: 'unknown', reason: 'too-old' });
      const lift = scene.mock.controls.fault({ method: 'all', error: 'unauthenticated' });
      await scene.refresh();
      expect(await scene.shown(tomorrow)).toMatchObject({ reason: 'access-refused' });
      lift();
      await scene.refresh();
      expect(await scene.shown(tomorrow)).toMatchObject({ status: 'known' });
    });
  });

  it('is unknown sooner while its calendar does not answer', async () => {
    await withMirror(async (scene) => {
      await scene.refresh();
      scene.mock.controls.fault({ method: 'all', error: 'forbidden' });
      await scene.refresh();
      expect(await scene.shown(tomorrow)).toMatchObject({ status: 'known' });
      await scene.foyer.pool.query(`UPDATE room_mirrors SET as_of = now() - interval '31 seconds'`);
      expect(await scene.shown(tomorrow)).toMatchObject({ reason: 'access-refused' });
    });
  });

  it('is read live beyond what the mirror covers', async () => {
    await withMirror(async (scene) => {
      await scene.refresh();
      await scene.shown(hours(24 * 300));
      expect(scene.mock.controls.calls('doFreeBusy')).toBe(1);
      await scene.shown(hours(24 * 200));
      expect(scene.mock.controls.calls('doFreeBusy')).toBe(1);
    });
  });

  it('has bookings at once, and no longer those that ended after it was read', async () => {
    await withMirror(async (scene) => {
      const { foyer } = scene;
      await scene.refresh();
      const booking = await book(foyer, hours(9));
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: booking.id }]);
      await scene.refresh();
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: booking.id }]);
      // The event is gone before the booking is: the mirror is older than both.
      const [event] = scene.mock.controls.peek();
      scene.mock.controls.removeOutside(event?.handle ?? '');
      await foyer.deps.bookings.settle(booking, {
        status: 'cancelled',
        reason: null,
        dueAt: null,
        actor: 'foyer',
      });
      expect((await scene.shown(tomorrow)).busy).toEqual([]);
    });
  });

  it('has an event of an ended booking that the calendar still holds', async () => {
    await withMirror(async (scene) => {
      const booking = await book(scene.foyer, hours(9));
      await scene.foyer.deps.bookings.settle(booking, {
        status: 'cancelled',
        reason: null,
        dueAt: null,
        actor: 'foyer',
      });
      await scene.refresh();
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: null }]);
    });
  });

  it('has a hold that no calendar knows, whatever a reading under way will say', async () => {
    await withMirror(async (scene) => {
      const [lease] = await scene.take();
      const booking = await hold(scene.foyer, hours(9));
      if (!lease) throw new Error('not due');
      await refreshLease(scene.deps, lease, 'test', signal);
      expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: booking.id }]);
    });
  });

  it('has events that last for days, from before the window on', async () => {
    await withMirror(async (scene) => {
      const { controls } = scene.mock;
      controls.writeOutside([roomRef], hours(-40, 70));
      controls.writeOutside([roomRef], hours(40, 24));
      controls.writeOutside([roomRef], hours(64, 25));
      // On both sides of the border between short and long.
      controls.writeOutside([roomRef], hours(96, 4));
      controls.writeOutside([roomRef], hours(104, 4.01));
      await scene.refresh();
      const days = [hours(0, 6), hours(29), hours(41), hours(63, 2), hours(87, 2)];
      for (const window of [...days, hours(99.9), hours(96, 0.1), hours(108, 0.01), hours(104)]) {
        const live = await scene.shown(window, 'live');
        expect(live.busy.length).toBeGreaterThan(0);
        expect((await scene.shown(window)).busy).toEqual(live.busy);
      }
    });
  });
});

describe('taking rooms to read', () => {
  it('never takes more of a connection than its slots, by all replicas together', async () => {
    await withMirror(
      async (scene) => {
        const slots = [{ connectionId: 'connection', slots: 3 }];
        const [a, b] = await Promise.all([
          scene.store.take(slots, 50_000),
          scene.store.take(slots, 50_000),
        ]);
        const taken = [...a, ...b].map(({ roomId }) => roomId);
        expect(new Set(taken).size).toBe(taken.length);
        expect(await scene.store.take(slots, 50_000)).toEqual([]);
        const [first] = [...a, ...b];
        if (!first) throw new Error('none taken');
        await scene.store.fail(first, 'unavailable');
        expect(await scene.store.take(slots, 50_000)).toHaveLength(1);
      },
      { roomIds: ['1', '2', '3', '4', '5', '6'] },
    );
  });

  it('comes sooner to rooms that somebody looks at', async () => {
    await withMirror(
      async ({ foyer, stored, refresh }) => {
        await refresh();
        await stored.look(['room-1']);
        await refresh();
        const due = await foyer.pool.query<{ room_id: string }>(
          'SELECT room_id FROM room_mirrors ORDER BY due_at',
        );
        expect(due.rows).toEqual([{ room_id: 'room-1' }, { room_id: 'room-2' }]);
      },
      { roomIds: ['room-1', 'room-2'] },
    );
  });

  it('tries a room that fails later and later, and others as ever', async () => {
    await withMirror(async (scene) => {
      scene.mock.controls.fault({ method: 'all', error: 'forbidden' });
      const now = async () => {
        const found = await scene.foyer.pool.query<{ now: Date; due: Date }>(
          'SELECT clock_timestamp() AS now, due_at AS due FROM room_mirrors',
        );
        const [row] = found.rows;
        return { nowMs: row?.now.getTime() ?? 0, dueMs: row?.due.getTime() ?? 0 };
      };
      for (const pauseMs of [1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000)) {
        const before = await now();
        await scene.refresh();
        const after = await now();
        expect(after.dueMs).toBeGreaterThanOrEqual(before.nowMs + pauseMs - 1);
        expect(after.dueMs).toBeLessThanOrEqual(after.nowMs + pauseMs + 1);
      }
    });
  });
});
