import type { ChangeEvent } from '@/lib/core/changes/change';
import { type Mark, parsePosition } from '@/lib/core/changes/position';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { OutboxStore, PlacesStore } from '@/lib/db/ports';
import { type FollowDeps, followOutbox } from '@/lib/events/follow-outbox';
import { type LineEvent, missedEvents, toEvents } from '@/lib/events/to-events';
import { type ChangeReceiver, createWatcher, type Watcher } from '@/lib/events/watcher';

export interface ChangeFeedDeps extends Pick<FollowDeps, 'listen' | 'log' | 'random'> {
  readonly outbox: Pick<OutboxStore, 'read'>;
  readonly places: Pick<PlacesStore, 'findRooms' | 'listBuildings'>;
}

export interface WatchRequest {
  readonly person: Person;
  /** Neither rooms nor a building: all rooms. */
  readonly roomIds?: readonly string[] | undefined;
  readonly buildingId?: string | undefined;
  /** The id of the last event that the reader was given; null for one who begins. */
  readonly lastEventId: string | null;
}

export interface Watch {
  /** Tells only that the reader has been given everything up to here. */
  reached(): ChangeEvent;
  stop(): void;
}

/** Tells of changes, whichever replica made them, to all who watch on this one. */
export interface ChangeFeed {
  /**
   * First tells what the reader missed, then how far that goes, then what happens.
   * @throws FoyerError `not-found` for a room or building that is not there,
   * `database-unavailable` when nothing can be followed.
   */
  watch(request: WatchRequest, receiver: ChangeReceiver): Promise<Watch>;
  close(): Promise<void>;
}

/** More is not worth reading one by one. */
const mostMissedLines = 5_000;

export function createChangeFeed(deps: ChangeFeedDeps): ChangeFeed {
  const watchers = new Set<Watcher>();
  const follower = followOutbox({
    ...deps,
    isNeeded: () => watchers.size > 0,
    onReading: (from, { isWhole, mark, lines }) => {
      const news = isWhole ? toEvents(from, mark, lines) : null;
      for (const watcher of watchers) {
        if (!watcher.tell(news, mark)) watchers.delete(watcher);
      }
    },
  });

  return {
    watch: async (request, receiver) => {
      const roomIds = await findRoomIds(deps, request);
      const { watcher, cameAt } = await new Promise<Arrival>((resolve, reject) => {
        const enter = (mark: Mark) => {
          const entered = createWatcher({ person: request.person, roomIds }, receiver, mark);
          watchers.add(entered);
          resolve({ watcher: entered, cameAt: mark });
        };
        follower.join(enter).catch(reject);
      });
      const stop = () => void watchers.delete(watcher);
      try {
        if (!watcher.open(await findMissed(deps, request, cameAt))) stop();
      } catch (error) {
        stop();
        throw error;
      }
      return { reached: watcher.reached, stop };
    },
    close: async () => {
      for (const watcher of watchers) watcher.end();
      watchers.clear();
      await follower.stop();
    },
  };
}

interface Arrival {
  readonly watcher: Watcher;
  readonly cameAt: Mark;
}

/** Null when it cannot be told one by one. */
async function findMissed(
  { outbox }: ChangeFeedDeps,
  { lastEventId }: WatchRequest,
  cameAt: Mark,
): Promise<readonly LineEvent[] | null> {
  if (lastEventId === null) return [];
  const position = parsePosition(lastEventId);
  if (position === null) return null;
  const { isWhole, lines } = await outbox.read(position.mark, mostMissedLines);
  return isWhole ? missedEvents(position, cameAt, lines) : null;
}

/** Null for all rooms. */
async function findRoomIds(
  { places }: ChangeFeedDeps,
  { person, roomIds, buildingId }: WatchRequest,
): Promise<ReadonlySet<string> | null> {
  if (roomIds === undefined && buildingId === undefined) return null;
  if (roomIds?.length === 0) return new Set();
  const { organisationId } = person;
  const rooms = await places.findRooms({ organisationId, roomIds, buildingId });
  const found = new Set(rooms.map((room) => room.id));
  const absent = roomIds?.find((id) => !found.has(id));
  if (absent !== undefined) throw new FoyerError('not-found', `There is no room ${absent}.`);
  if (buildingId !== undefined && found.size === 0) {
    const buildings = await places.listBuildings(organisationId);
    if (!buildings.some(({ id }) => id === buildingId)) {
      throw new FoyerError('not-found', 'There is no such building.');
    }
  }
  return found;
}
