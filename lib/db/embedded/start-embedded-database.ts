import { Client } from 'pg';
import { applicationRole, type Cluster, databaseUrl } from '@/lib/db/embedded/cluster';
import { joinCluster, leaveCluster } from '@/lib/db/embedded/cluster-users';
import { EmbeddedDatabaseError } from '@/lib/db/embedded/embedded-database-error';
import { type Binaries, findBinaries } from '@/lib/db/embedded/find-binaries';
import { initialiseCluster } from '@/lib/db/embedded/initialise-cluster';
import {
  type ClusterLocation,
  dataFolder,
  locateCluster,
  systemFolder,
} from '@/lib/db/embedded/locate-cluster';
import { readPostmaster } from '@/lib/db/embedded/postmaster-file';
import { publishBinaries } from '@/lib/db/embedded/publish-binaries';
import { ensureServer, stopServer } from '@/lib/db/embedded/run-server';
import { withLock } from '@/lib/db/embedded/with-lock';

const watchIntervalMs = 2_000;

/** A running embedded database that this process uses. */
export interface EmbeddedDatabase {
  /** The address of the application's database. */
  readonly url: string;
  /** The server's process. */
  readonly serverPid: () => Promise<number | null>;
  /** Leaves the database. The last process that leaves stops the server. Idempotent. */
  readonly stop: () => Promise<void>;
}

/** Where the data are, and who hears of a server that died and could not be started again. */
export interface EmbeddedDatabaseOptions {
  /** Absolute path; created when missing. */
  readonly dataDirectory: string;
  readonly onProblem?: (error: unknown) => void;
}

/**
 * Starts the PostgreSQL of a data directory, or joins the one that runs. Several processes may do
 * so at once; one server serves them all. A server that was killed recovers, and is started again
 * while this process uses it.
 * @throws EmbeddedDatabaseError
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const location = await locateCluster(options.dataDirectory);
  const binaries = await chooseBinaries(location);
  const joined = await withLock(location.home, () => joinServer(location, binaries));
  const stopWatching = watch(joined.cluster, joined.port, options.onProblem);
  let leaving: Promise<void> | null = null;
  return {
    url: databaseUrl(joined.cluster, joined.port, applicationRole),
    serverPid: async () => (await readPostmaster(dataFolder(location.home)))?.pid ?? null,
    stop: () => {
      leaving ??= stopWatching().then(() => leave(joined.cluster, joined.note));
      return leaving;
    },
  };
}

async function chooseBinaries(location: ClusterLocation): Promise<Binaries> {
  const found = await findBinaries();
  return location.serverUser === null ? found : await publishBinaries(found, systemFolder);
}

async function joinServer(location: ClusterLocation, binaries: Binaries) {
  const note = await joinCluster(location.home);
  try {
    const cluster = await initialiseCluster(location, binaries);
    const { port } = await ensureServer(cluster);
    await ensureApplicationDatabase(cluster, port);
    return { cluster, port, note };
  } catch (error) {
    await leaveCluster(location.home, note);
    throw error;
  }
}

function leave(cluster: Cluster, note: string): Promise<void> {
  return withLock(cluster.home, async () => {
    if (await leaveCluster(cluster.home, note)) await stopServer(cluster);
  });
}

async function ensureApplicationDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(cluster, port, 'postgres') });
  await client.connect();
  try {
    const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      applicationRole,
    ]);
    if (existing.rowCount === 0) await client.query(`CREATE DATABASE ${applicationRole}`);
  } finally {
    await client.end();
  }
}

/** Starts a server that died again. Returns how to stop watching. */
function watch(
  cluster: Cluster,
  port: number,
  onProblem: EmbeddedDatabaseOptions['onProblem'],
): () => Promise<void> {
  let reviving = Promise.resolve();
  const look = async () => {
    try {
      if ((await readPostmaster(dataFolder(cluster.home))) === null) await revive(cluster, port);
    } catch (error) {
      onProblem?.(error);
    }
  };
  const timer = setInterval(() => {
    reviving = reviving.then(look);
  }, watchIntervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return reviving;
  };
}

async function revive(cluster: Cluster, port: number): Promise<void> {
  const server = await withLock(cluster.home, () => ensureServer(cluster));
  if (server.port === port) return;
  throw new EmbeddedDatabaseError(
    'moved',
    `The embedded database had to be started again on port ${server.port} because ${port} was ` +
      'taken. Restart Foyer.',
  );
}
