import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** How the proxy treats bytes: see Harness for what each is for. */
export type ProxyMode = 'pass' | 'refuse' | 'hold-answers' | 'drop-answers';

export interface TcpProxy {
  readonly port: number;
  setMode(mode: ProxyMode): void;
  stop(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** Stands between a backend and its server on 127.0.0.1, and breaks the road on demand. */
export async function startTcpProxy(upstreamPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: ProxyMode = 'pass';
  const server = createServer((client) => {
    if (mode === 'refuse') {
      client.resetAndDestroy();
      return;
    }
    const pair = { client, upstream: connect(upstreamPort, '127.0.0.1') };
    pairs.add(pair);
    join(pair, () => mode);
    client.once('close', () => pairs.delete(pair));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = () => {
    for (const pair of pairs) pair.client.destroy();
  };
  return {
    port: portOf(server),
    setMode(next) {
      // Answers that were held are lost: nobody waits for them any more.
      if (next === 'refuse' || mode === 'hold-answers') breakAll();
      mode = next;
    },
    async stop() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}

function join({ client, upstream }: Pair, mode: () => ProxyMode): void {
  client.on('data', (chunk) => upstream.write(chunk));
  upstream.on('data', (chunk) => {
    if (mode() === 'pass') client.write(chunk);
    if (mode() === 'drop-answers') client.resetAndDestroy();
  });
  client.on('error', () => upstream.destroy());
  client.on('close', () => upstream.destroy());
  const breakClient = () => {
    // The end of a held answer is held as well.
    if (mode() !== 'hold-answers') client.destroy();
  };
  upstream.on('error', breakClient);
  upstream.on('close', breakClient);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}
