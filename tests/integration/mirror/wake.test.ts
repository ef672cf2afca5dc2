import { expect, it } from 'vitest';
import type { MirrorLease } from '@/lib/db/calendar-ports';
import { readSlots } from '@/lib/services/mirror/read-slots';
import { refreshLease } from '@/lib/services/mirror/refresh-lease';
import {
  hours,
  type MirrorScene,
  roomRef,
  tomorrow,
  withMirror,
} from '@/tests/integration/mirror/scene';

const { signal } = new AbortController();

/** The room as somebody reads it who is told meanwhile that it has changed. */
async function takeAndWake(scene: MirrorScene): Promise<MirrorLease> {
  await scene.refresh();
  const [lease] = await scene.take();
  if (!lease) throw new Error('not due');
  await scene.store.wake([lease.roomId]);
  return lease;
}

/** The rooms that are due by themselves. */
async function takeDue({ store, deps }: MirrorScene): Promise<readonly MirrorLease[]> {
  return store.take(await readSlots(deps), 50_000);
}

it('is read again when it was said to have changed while it was being read', async () => {
  await withMirror(async (scene) => {
    const lease = await takeAndWake(scene);
    await refreshLease(scene.deps, lease, 'first', signal);
    scene.mock.controls.writeOutside([roomRef], hours(9));
    const [again] = await takeDue(scene);
    if (!again) throw new Error('the news was lost');
    await refreshLease(scene.deps, again, 'second', signal);
    expect((await scene.shown(tomorrow)).busy).toEqual([{ ...hours(9), bookingId: null }]);
    expect(await takeDue(scene)).toEqual([]);
  });
});

it('is not taken from whoever is reading it', async () => {
  await withMirror(async (scene) => {
    const lease = await takeAndWake(scene);
    expect(await takeDue(scene)).toEqual([]);
    await scene.store.confirm(lease, lease.cursor);
    expect(await takeDue(scene)).toHaveLength(1);
  });
});

it('is not read again for news that came just before it was taken', async () => {
  await withMirror(async (scene) => {
    await scene.refresh();
    await scene.store.wake([roomRef.roomId]);
    // As if both had happened within one millisecond, of which the database keeps a rounded one.
    await scene.foyer.pool.query(
      `UPDATE room_mirrors SET woken_at = clock_timestamp() + interval '1 second'`,
    );
    const [lease] = await takeDue(scene);
    if (!lease) throw new Error('not due');
    await scene.store.confirm(lease, lease.cursor);
    expect(await takeDue(scene)).toEqual([]);
  });
});
