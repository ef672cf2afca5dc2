import { describe, expect, it } from 'vitest';
import { createTrialStore } from '@/lib/db/repositories/trial-store';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';
import { refreshLease } from '@/lib/services/mirror/refresh-lease';
import { testConnection } from '@/lib/services/test-connection';
import {
  hours,
  type MirrorScene,
  roomRef,
  tomorrow,
  withMirror,
} from '@/tests/integration/mirror/scene';

const { signal } = new AbortController();

/** A feed that says whenever it is asked that nothing has changed. */
function deaf({ deps }: MirrorScene): MirrorDeps {
  const listChanges: MirrorDeps['calendar']['listChanges'] = async (_room, cursor) => ({
    changes: [],
    cursor: cursor ?? 'position',
    gap: false,
    more: false,
  });
  return { ...deps, calendar: { ...deps.calendar, listChanges } };
}

async function refresh(scene: MirrorScene, deps: MirrorDeps, agoHours: number): Promise<void> {
  await scene.foyer.pool.query(
    `UPDATE room_mirrors SET whole_at = now() - $1 * interval '1 hour'`,
    [agoHours],
  );
  const [lease] = await scene.take();
  if (!lease) throw new Error('no room is due');
  await refreshLease(deps, lease, 'refresh', signal);
}

const shownStarts = async (scene: MirrorScene) =>
  (await scene.shown(tomorrow)).busy.map(({ start }) => start);

describe('a change feed that does not tell of a change', () => {
  it('is not believed after two whole readings, is reported, and believed again after a trial', () =>
    withMirror(async (scene) => {
      const { controls } = scene.mock;
      const feed = deaf(scene);
      await refresh(scene, feed, 0);
      controls.writeOutside([roomRef], hours(9));
      await refresh(scene, feed, 23);
      expect(await shownStarts(scene)).toEqual([]);
      await refresh(scene, feed, 25);
      expect(await shownStarts(scene)).toEqual([hours(9).start]);
      const connectionId = scene.foyer.rooms[0]?.connection.id ?? '';
      expect(await scene.store.doubtedFeeds(connectionId)).toEqual([]);

      controls.writeOutside([roomRef], hours(11));
      await refresh(scene, feed, 2);
      expect(await shownStarts(scene)).toEqual([hours(9).start, hours(11).start]);
      expect(await scene.store.doubtedFeeds(connectionId)).toEqual(['room-1']);

      controls.writeOutside([roomRef], hours(13));
      await refresh(scene, feed, 0);
      expect(await shownStarts(scene)).toHaveLength(3);
      expect(scene.foyer.warnings.filter((each) => each.includes('change feed'))).toHaveLength(2);
      expect(await problemsOf(scene)).toEqual([
        { step: 'change-feed', code: 'bad-response', room: 'room-1' },
      ]);

      await scene.store.trustFeeds(connectionId);
      expect((await scene.take())[0]?.cursor).not.toBeNull();
      expect(await problemsOf(scene)).toEqual([]);
    }));

  it('one reading that differs is forgiven when the next one agrees', () =>
    withMirror(async (scene) => {
      const feed = deaf(scene);
      await refresh(scene, feed, 0);
      scene.mock.controls.writeOutside([roomRef], hours(9));
      await refresh(scene, feed, 25);
      await refresh(scene, feed, 2);
      scene.mock.controls.writeOutside([roomRef], hours(11));
      await refresh(scene, feed, 25);
      const { connection } = scene.foyer.rooms[0] ?? {};
      expect(await scene.store.doubtedFeeds(connection?.id ?? '')).toEqual([]);
    }));

  it('what changes while the room is read is told later, and is no miss', () =>
    withMirror(async (scene) => {
      await refresh(scene, scene.deps, 0);
      for (const hour of [9, 11, 13]) {
        scene.mock.controls.once('doListEvents', 'before', () => {
          scene.mock.controls.writeOutside([roomRef], hours(hour));
        });
        await refresh(scene, scene.deps, 25);
      }
      expect(await shownStarts(scene)).toHaveLength(3);
      const found = await scene.foyer.pool.query('SELECT feed_misses FROM room_mirrors');
      expect(found.rows).toEqual([{ feed_misses: 0 }]);
    }));
});

async function problemsOf({ foyer, store }: MirrorScene) {
  const [room] = foyer.rooms;
  if (!room) throw new Error('no room');
  const trials = createTrialStore(foyer.pool);
  const { id, kind, revision } = room.connection;
  const record = { id, kind, revision, organisationId: room.organisationId } as const;
  const { problems } = await testConnection(
    { ...foyer.deps, trials, mirror: store },
    { connection: record as Parameters<typeof testConnection>[1]['connection'], writes: false },
    { person: foyer.people.manager, signal, requestId: 'test' },
  );
  return problems.map(({ step, error, room: about }) => ({
    step,
    code: error.code,
    room: about?.id,
  }));
}
