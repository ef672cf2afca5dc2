import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpFront {
  /** The address, at the front, of what is at the server. */
  at(url: string): string;
  stop(): Promise<void>;
}

/** Stands before a server on this machine; an answer goes on once what is done before it is done. */
export async function startHttpFront(
  baseUrl: string,
  beforeAnswer: (method: string) => Promise<void>,
): Promise<HttpFront> {
  const server = createServer((incoming, outgoing) => {
    const { method = '', headers, url = '/' } = incoming;
    const onward = request(new URL(url, baseUrl), { method, headers }, async (answer) => {
      await beforeAnswer(method);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    at: (url) => url.replace(new URL(baseUrl).origin, `http://127.0.0.1:${port}`),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
