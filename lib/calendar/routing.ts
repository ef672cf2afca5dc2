import type { CalendarBackend } from '@/lib/calendar/backend';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import type { CalendarLog } from '@/lib/calendar/limits/calendar-log';
import { createInUse, type InUse } from '@/lib/calendar/limits/in-use';
import type { ConnectionSummary } from '@/lib/core/places/room';

/** A backend made of a connection's options, and the revision of the options it was made of. */
export interface OpenedBackend {
  readonly revision: number;
  readonly backend: CalendarBackend;
}

export interface RoutingDeps {
  /** @throws BackendError when the connection's options are wrong. */
  open(connectionId: string): Promise<OpenedBackend>;
  readonly log: CalendarLog;
}

/** A backend that stays open until `end` is called. */
export interface Lease {
  readonly backend: CalendarBackend;
  end(): void;
}

/** From a connection to its one open backend. */
export interface Routing {
  /**
   * The backend of a connection at that revision or a later one, for a look at what it is; it may
   * be closed any time after the revision has grown.
   * @throws what opening throws, and BackendError `unavailable` after `close`.
   */
  backendFor(connection: ConnectionSummary): Promise<CalendarBackend>;
  /** The same, for calls: an older backend is closed once its leases have ended. */
  lease(connection: ConnectionSummary): Promise<Lease>;
  /** Opens nothing more, and closes every backend once its leases have ended. */
  close(): Promise<void>;
}

interface Entry {
  revision: number;
  readonly opening: Promise<CalendarBackend>;
  readonly inUse: InUse;
}

/** Opens backends when they are first asked for; concurrent calls share one opening. */
export function createRouting(deps: RoutingDeps): Routing {
  const entries = new Map<string, Entry>();
  const closings = new Set<Promise<void>>();
  let closed = false;

  const retire = (connectionId: string, entry: Entry) => {
    const closing = closeWhenIdle(entry)
      .catch((error: unknown) => {
        deps.log.warn({ connectionId, err: error }, 'a calendar connection did not close');
      })
      .finally(() => closings.delete(closing));
    closings.add(closing);
  };
  const enter = (connection: ConnectionSummary): Entry => {
    if (closed) throw new BackendError('unavailable', 'Foyer is shutting down');
    const current = entries.get(connection.id);
    if (current && current.revision >= connection.revision) return current;
    if (current) retire(connection.id, current);
    const entry = openEntry(deps, connection, () => {
      if (entries.get(connection.id) === entry) entries.delete(connection.id);
    });
    entries.set(connection.id, entry);
    return entry;
  };

  return {
    async backendFor(connection) {
      return enter(connection).opening;
    },
    async lease(connection) {
      const entry = enter(connection);
      const end = entry.inUse.begin();
      try {
        return { backend: await entry.opening, end };
      } catch (error) {
        end();
        throw error;
      }
    },
    async close() {
      closed = true;
      for (const [connectionId, entry] of entries) retire(connectionId, entry);
      entries.clear();
      await Promise.all(closings);
    },
  };
}

function openEntry(deps: RoutingDeps, connection: ConnectionSummary, forget: () => void): Entry {
  const open = async () => {
    const opened = await deps.open(connection.id);
    // The options may have changed again meanwhile; never take a later backend for an older one.
    entry.revision = opened.revision;
    return opened.backend;
  };
  const entry: Entry = {
    revision: connection.revision,
    opening: Promise.resolve().then(open),
    inUse: createInUse(),
  };
  entry.opening.catch((error: unknown) => {
    forget();
    if (isBackendError(error)) return;
    deps.log.warn(
      { connectionId: connection.id, err: error },
      'a calendar connection did not open',
    );
  });
  return entry;
}

/** A backend that never opened has nothing to close; its callers were told why. */
async function closeWhenIdle(entry: Entry): Promise<void> {
  const opened = await entry.opening.then(
    (backend) => ({ backend }),
    () => null,
  );
  await entry.inUse.idle();
  await opened?.backend.close();
}
