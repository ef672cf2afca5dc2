import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ServerIdentity } from '@/tests/simulators/support/throw-away-authority';

/** HTTPS before the application, as a reverse proxy in production is. */
export interface TlsFront {
  /** Without a trailing slash. */
  readonly url: string;
  /** Where requests go on to; before that they are refused with 502. */
  forwardTo(url: string): void;
  stop(): Promise<void>;
}

export async function startTlsFront({
  certificate,
  privateKey,
}: ServerIdentity): Promise<TlsFront> {
  let target: string | null = null;
  const server = createServer({ cert: certificate, key: privateKey }, (incoming, outgoing) => {
    const refuse = () => outgoing.writeHead(502).end();
    if (target === null) return refuse();
    const { method, headers, url } = incoming;
    const onward = request(new URL(url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once('error', refuse);
    return incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    forwardTo: (url) => {
      target = url;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
