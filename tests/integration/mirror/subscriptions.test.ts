import { expect, it } from 'vitest';
import { addMs, dayMs, instant } from '@/lib/core/time/instant';
import { createPushStore } from '@/lib/db/repositories/push-store';
import { hashPushSecret } from '@/lib/services/push/push-secret';
import { type MirrorScene, withMirror } from '@/tests/integration/mirror/scene';

const terms = { leaseMs: 60_000, limit: 4 };
const now = instant(Date.now());
const termOf = (nativeId: string) => ({
  nativeId,
  expiresAt: addMs(now, 2 * dayMs),
  renewAt: addMs(now, dayMs),
});

async function openPush({ foyer, store }: MirrorScene) {
  const push = createPushStore(foyer.pool);
  const connectionIds = (await store.connections()).map(({ id }) => id);
  const [lease] = await push.takeDue(connectionIds, terms);
  if (!lease) throw new Error('no room is to be followed');
  const nativeId = async () =>
    (await foyer.pool.query('SELECT native_id FROM push_subscriptions')).rows[0]?.native_id;
  return { push, connectionIds, id: lease.id, nativeId };
}

it('is taken by one replica at a time, and again when it is due', async () => {
  await withMirror(async (scene) => {
    const { push, connectionIds, id } = await openPush(scene);
    expect(await push.takeDue(connectionIds, terms)).toEqual([]);
    await push.hurry(id);
    expect((await push.takeDue(connectionIds, terms)).map((lease) => lease.id)).toEqual([id]);
    await push.fail(id, 'unavailable');
    expect(await push.takeDue(connectionIds, terms)).toEqual([]);
  });
});

it('of two who subscribe at once, keeps what shows the secret that is believed', async () => {
  await withMirror(async (scene) => {
    const { push, id, nativeId } = await openPush(scene);
    const [slow, quick] = [hashPushSecret('slow'), hashPushSecret('quick')];
    await push.agree(id, slow);
    await push.agree(id, quick);
    await push.keep(id, quick, termOf('quick'));
    await push.keep(id, slow, termOf('slow'));
    expect(await nativeId()).toBe('quick');
    expect((await push.find(id))?.secretHash).toEqual(quick);
  });
});

it('is not prolonged by who still renews the one before', async () => {
  await withMirror(async (scene) => {
    const { push, connectionIds, id, nativeId } = await openPush(scene);
    const secretHash = hashPushSecret('secret');
    await push.agree(id, secretHash);
    await push.keep(id, secretHash, termOf('new'));
    await push.hurry(id);
    await push.prolong(id, termOf('old'));
    expect(await nativeId()).toBe('new');
    expect(await push.takeDue(connectionIds, terms)).toHaveLength(1);
    await push.prolong(id, termOf('new'));
    expect(await push.takeDue(connectionIds, terms)).toEqual([]);
  });
});

it('goes with the mirror of its room', async () => {
  await withMirror(async (scene) => {
    const { push, id } = await openPush(scene);
    await scene.foyer.pool.query('UPDATE connections SET revision = revision + 1');
    expect(await push.find(id)).toBeNull();
  });
});
