import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import {
  type AskedStatement,
  createMessageCutter,
  createStatementReader,
} from '@/tests/bench/wire/postgres-messages';

export interface PostgresRoad {
  readonly port: number;
  /** What the server works on at this moment. */
  underWay(): readonly AskedStatement[];
  stop(): Promise<void>;
}

export interface PostgresRoadOptions {
  readonly upstreamPort: number;
  /** Hears of each statement that a client asks for. */
  readonly asked?: (statement: AskedStatement) => void;
}

/** Stands before PostgreSQL and reads along what is asked of it. */
export async function startPostgresRoad(options: PostgresRoadOptions): Promise<PostgresRoad> {
  const { upstreamPort, asked = () => undefined } = options;
  const clients = new Map<Socket, AskedStatement | null>();
  const server = createServer((client) => {
    clients.set(client, null);
    client.once('close', () => clients.delete(client));
    const upstream = connect(upstreamPort, '127.0.0.1');
    const cutQuestions = createMessageCutter(true);
    const cutAnswers = createMessageCutter(false);
    const readStatement = createStatementReader();
    client.on('data', (chunk: Buffer) => {
      for (const message of cutQuestions(chunk)) {
        const statement = readStatement(message);
        if (!statement) continue;
        clients.set(client, statement);
        asked(statement);
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      const isReady = cutAnswers(chunk).some(({ type }) => type === 'Z');
      if (isReady && clients.has(client)) clients.set(client, null);
      client.write(chunk);
    });
    const breakBoth = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', breakBoth).on('close', breakBoth);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    underWay: () => [...clients.values()].filter((statement) => statement !== null),
    stop: async () => {
      for (const client of clients.keys()) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
