import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** What a scripted server does with one request: it has the socket and may do anything with it. */
export type Script = (
  request: { readonly method: string; readonly path: string },
  socket: Socket,
) => void;

/** PEM of what a server shows, and of the key behind it. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface ScriptedServer {
  readonly url: string;
  readonly methods: readonly string[];
  /** Sockets open now. */
  open(): number;
  stop(): Promise<void>;
}

/** A TCP server on this machine that answers HTTP requests as badly as the script says. */
export async function startScripted(
  script: Script,
  identity?: ServerIdentity,
): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const methods: string[] = [];
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = '';
    let started = false;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (started || !isComplete(received)) return;
      started = true;
      const [method = '', path = ''] = received.split(' ');
      methods.push(method);
      script({ method, path }, socket);
    });
  };
  const server = identity
    ? createTlsServer({ cert: identity.certificate, key: identity.privateKey }, serve)
    : createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `${identity ? 'https' : 'http'}://127.0.0.1:${address.port}/`,
    methods,
    open: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Writes a whole HTTP answer and closes. */
export function answer(
  socket: Socket,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const lines = Object.entries({
    'content-type': 'text/xml; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} X\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** Begins an answer of XML and goes on for a gigabyte. */
export const gigabyte =
  (status: number): Script =>
  (_request, socket) => {
    begin(socket, status);
    const chunk = Buffer.alloc(1024 * 1024, 32);
    let left = 1_024;
    const more = () => {
      while (!socket.destroyed && left > 0 && socket.write(chunk)) left -= 1;
    };
    socket.on('drain', more);
    more();
  };

/** Begins an answer of XML and goes on with a space now and then, for ever. */
export const drip =
  (status: number): Script =>
  (_request, socket) => {
    begin(socket, status);
    const timer = setInterval(() => socket.write(' '), 20);
    socket.on('close', () => clearInterval(timer));
  };

function begin(socket: Socket, status: number): void {
  socket.write(`HTTP/1.1 ${status} X\r\ncontent-type: text/xml\r\nconnection: close\r\n\r\n`);
}

function isComplete(received: string): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(received.slice(0, end));
  return received.length - end - 4 >= Number(length?.[1] ?? 0);
}
