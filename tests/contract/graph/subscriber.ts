import { once } from 'node:events';
import { createServer } from 'node:http';

/** A receiver of notifications that echoes validation tokens and keeps what it is told. */
export interface Subscriber {
  readonly url: string;
  readonly received: readonly unknown[];
  /** How it echoes: as it should, wrongly, or with a refusal. */
  behaviour: 'echoes' | 'echoes-wrongly' | 'refuses';
  close(): Promise<void>;
}

export async function startSubscriber(): Promise<Subscriber> {
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '/', 'http://here').searchParams.get('validationToken');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (token !== null) {
        const refuses = subscriber.behaviour === 'refuses';
        response.writeHead(refuses ? 403 : 200, { 'content-type': 'text/plain' });
        response.end(subscriber.behaviour === 'echoes' ? token : 'something else');
        return;
      }
      received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(202).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const subscriber: Subscriber = {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    behaviour: 'echoes',
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return subscriber;
}
