import { Client, DatabaseError } from 'pg';
import { type Cluster, databaseUrl } from '@/lib/db/embedded/cluster';

/**
 * What answers on a port: `ready` is this cluster's server; `starting` is a server that takes no
 * connections yet or any more; `silent` is nothing; `foreign` is something else.
 */
export type ServerState = 'ready' | 'starting' | 'silent' | 'foreign';

const patienceMs = 5_000;
const cannotConnectNow = '57P03';
const tooManyConnections = '53300';

/** Asks a port whether the cluster's server is there, by signing in. */
export async function probeServer(cluster: Cluster, port: number): Promise<ServerState> {
  const client = new Client({
    connectionString: databaseUrl(cluster, port, 'postgres'),
    connectionTimeoutMillis: patienceMs,
  });
  // A server that dies after answering must not raise an unhandled event.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    return judge(error);
  } finally {
    await client.end();
  }
}

function judge(error: unknown): ServerState {
  if (!(error instanceof DatabaseError)) return 'silent';
  if (error.code === cannotConnectNow) return 'starting';
  return error.code === tooManyConnections ? 'ready' : 'foreign';
}
