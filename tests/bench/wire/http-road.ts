import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createSecureContext, TLSSocket, connect as tlsConnect } from 'node:tls';
import { type HttpMessage, parseRequest } from '@/tests/bench/wire/http-message';
import type { ServerIdentity } from '@/tests/simulators/support/throw-away-authority';

/** One request on its way through the road. */
export interface Passage {
  readonly request: HttpMessage;
  readonly client: Socket;
  /** Breaks the connection off, as a network does. */
  reset(): void;
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
  /** Of a server that speaks TLS: the road ends it in its name, and speaks it further on. */
  readonly identity?: ServerIdentity;
}

/**
 * Stands before an HTTP server on this machine, for clients that use a connection per request. Like
 * a real road it forwards what it has taken even when the client has died meanwhile.
 */
export async function startHttpRoad({
  upstreamPort,
  carry,
  identity,
}: HttpRoadOptions): Promise<HttpRoad> {
  const sockets = new Set<Socket>();
  let isStopped = false;
  const secure = identity ? secured(identity) : (socket: Socket) => socket;
  const open = () => openUpstream(upstreamPort, identity);
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const client = secure(socket);
    // A client that dies takes nothing but its own answer with it.
    for (const each of new Set([socket, client])) each.on('error', () => socket.destroy());
    const reset = () => void socket.resetAndDestroy();
    readRequest(client, (request) => {
      const forward = () => exchange(open(), asLast(request.bytes));
      carry({ request, client, reset, forward }).catch(reset);
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
      if (isStopped) return;
      server = createServer(accept);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    stop: async () => {
      isStopped = true;
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

function secured({ privateKey, certificate }: ServerIdentity): (socket: Socket) => Socket {
  const secureContext = createSecureContext({ key: privateKey, cert: certificate });
  return (socket) => new TLSSocket(socket, { isServer: true, secureContext });
}

function openUpstream(port: number, identity: ServerIdentity | undefined): Socket {
  const address = { host: '127.0.0.1', port };
  if (!identity) return connect(address);
  return tlsConnect({ ...address, ca: identity.caCertificate, servername: 'localhost' });
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

/** Where the server closes after its answer, the answer is whole. */
function asLast(request: Buffer): Buffer {
  const bodyAt = request.indexOf('\r\n\r\n');
  const head = request.subarray(0, bodyAt).toString('latin1');
  const closing = head.replace(/^connection: *keep-alive/im, 'connection: close');
  return Buffer.concat([Buffer.from(closing, 'latin1'), request.subarray(bodyAt)]);
}

function exchange(upstream: Socket, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    upstream.write(request);
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
