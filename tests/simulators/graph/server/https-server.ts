import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerIdentity } from '../../support/throw-away-authority';
import type { FaultKind } from './faults';

export interface RawRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Handler {
  readonly fault: (request: RawRequest) => FaultKind | null;
  readonly handle: (request: RawRequest) => Promise<RawAnswer>;
  readonly refuse: (request: RawRequest, fault: FaultKind) => RawAnswer;
}

export interface HttpsServer {
  readonly origin: string;
  /** Runs the work once the answer to the request at hand has left; without a request, at once. */
  afterAnswer(work: () => void): void;
  /** What a request broke on that is no answer of Graph: a mistake of the simulator. */
  readonly mistakes: readonly unknown[];
  close(): Promise<void>;
}

interface Collected {
  isOver: boolean;
  readonly works: (() => void)[];
}

/** An HTTPS server of this machine that can also fail in every way a network can. */
export async function startHttpsServer(
  identity: ServerIdentity,
  makeHandler: (origin: string) => Handler,
): Promise<HttpsServer> {
  const collecting = new AsyncLocalStorage<Collected>();
  const mistakes: unknown[] = [];
  const state: { handler: Handler | null } = { handler: null };
  const server = createServer(
    { key: identity.privateKey, cert: identity.certificate },
    (incoming, response) => {
      const collected: Collected = { isOver: false, works: [] };
      const finish = () => {
        if (collected.isOver) return;
        collected.isOver = true;
        for (const work of collected.works) work();
      };
      response.once('finish', finish);
      response.once('close', finish);
      collecting
        .run(collected, () => serve(state.handler, incoming, response))
        .catch((error: unknown) => {
          mistakes.push(error);
          response.destroy();
        });
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `https://127.0.0.1:${address.port}`;
  state.handler = makeHandler(origin);
  return {
    origin,
    mistakes,
    afterAnswer(work) {
      const collected = collecting.getStore();
      if (!collected || collected.isOver) work();
      else collected.works.push(work);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(
  handler: Handler | null,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!handler) throw new Error('not listening yet');
  const request = await readRequest(incoming);
  if (!request) return;
  const fault = handler.fault(request);
  switch (fault?.kind) {
    case 'status':
    case 'html':
      return send(response, handler.refuse(request, fault));
    case 'reset-before':
      response.destroy();
      return;
    case 'hang-before':
      return;
    case 'slow-before':
      await delay(fault.delayMs);
  }
  const answer = await handler.handle(request);
  switch (fault?.kind) {
    case 'reset-after':
      response.destroy();
      return;
    case 'hang-after':
      return;
    case 'truncate':
      return truncate(response, answer);
    case 'slow-after':
      await delay(fault.delayMs);
  }
  send(response, answer);
}

/** Null when whoever asked has gone before the request was whole. */
async function readRequest(incoming: IncomingMessage): Promise<RawRequest | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch (error) {
    if (incoming.destroyed) return null;
    throw error;
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'https://127.0.0.1'),
    headers: Object.fromEntries(headers),
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

function send(response: ServerResponse, { status, headers, text }: RawAnswer): void {
  response.writeHead(status, {
    ...headers,
    ...(text === '' ? {} : { 'content-length': Buffer.byteLength(text) }),
  });
  response.end(text);
}

function truncate(response: ServerResponse, { status, headers, text }: RawAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) + 1 });
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
}
