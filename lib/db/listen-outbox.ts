import { Client } from 'pg';
import type { OutboxListener, OutboxSignals } from '@/lib/db/ports';
import { readLines, readMark } from '@/lib/db/repositories/outbox-store';

/** Everybody who follows the outbox of this database listens here. */
export const outboxChannel = 'foyer_outbox';

const connectTimeoutMs = 5_000;
const queryTimeoutMs = 10_000;

/**
 * A connection of its own that hears when there is news in the outbox, and reads it: readers of the
 * change stream wait for no connection of the pool, and a dead connection shows at the next read.
 * @throws the driver's error when there is no connection.
 */
export async function listenToOutbox(
  databaseUrl: string,
  { onNews, onLost }: OutboxSignals,
): Promise<OutboxListener> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: 'foyer-stream',
  });
  client.on('error', onLost);
  client.on('end', () => onLost(null));
  client.on('notification', onNews);
  await client.connect();
  await client.query(`LISTEN ${outboxChannel}`);
  return {
    mark: () => readMark(client),
    read: (from, limit) => readLines(client, from, limit),
    close: () => client.end(),
  };
}
