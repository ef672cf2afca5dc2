import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type HttpMessage, parseRequest } from '@/tests/bench/wire/http-message';

/** One request on its way through the road. */
export interface Passage {
  readonly request: HttpMessage;
  readonly client: Socket;
  /** The server's whole answer; rejects where there is none. */
  forward(): Promise<Buffer>;
}

/** Brings one request and its answer over the road, or does not. */
export type Carry = (passage: Passage) => Promise<void>;

export interface HttpRoad {
  readonly port: number;
  /** Refuses connections, as a server that is not there, until `open`. */
  close(): void;
  open(): Promise<void>;
  stop(): Promise<void>;
}

export interface HttpRoadOptions {
  readonly upstreamPort: number;
  readonly carry: Carry;
}

/**
 * Stands before an HTTP server on this machine, for clients that use a connection per request. Like
 * a real road it forwards what it has taken even when the client has died meanwhile.
 */
export async function startHttpRoad({ upstreamPort, carry }: HttpRoadOptions): Promise<HttpRoad> {
  const sockets = new Set<Socket>();
  const accept = (client: Socket) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    // A client that dies takes nothing but its own answer with it.
    client.on('error', () => client.destroy());
    readRequest(client, (request) => {
      const passage = { request, client, forward: () => exchange(upstreamPort, request.bytes) };
      carry(passage).catch(() => client.resetAndDestroy());
    });
  };
  let server = createServer(accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    port,
    close: () => void server.close(),
    open: async () => {
      server = createServer(accept);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

function readRequest(client: Socket, done: (request: HttpMessage) => void): void {
  let bytes = Buffer.alloc(0);
  const read = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const request = parseRequest(bytes);
    if (!request) return;
    client.off('data', read);
    client.resume();
    done(request);
  };
  client.on('data', read);
}

function exchange(port: number, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const upstream = connect(port, '127.0.0.1', () => upstream.write(request));
    upstream.on('data', (chunk: Buffer) => chunks.push(chunk));
    upstream.once('error', reject);
    upstream.once('end', () => {
      upstream.destroy();
      if (chunks.length > 0) resolve(Buffer.concat(chunks));
      else reject(new Error('the server closed without an answer'));
    });
  });
}

/** Sends all of an answer; resolves once it has left. */
export function deliver(client: Socket, answer: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (client.destroyed) resolve();
    else client.end(answer, () => resolve());
    client.once('close', () => resolve());
  });
}

/** A road of a certain length: that much time each way. */
export function carryOver(latencyMs: number): Carry {
  return async ({ client, forward }) => {
    await delay(latencyMs);
    const answer = await forward();
    await delay(latencyMs);
    await deliver(client, answer);
  };
}
