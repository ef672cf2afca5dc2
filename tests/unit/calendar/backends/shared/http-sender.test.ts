import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttpSender, type HttpSender } from '@/lib/calendar/backends/shared/http-sender';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const sockets = 3;

let server: Server;
let answer: Answer;
/** For each connection the paths of what it carried, in order. */
let carried: Map<Socket, string[]>;
let send: HttpSender;

beforeEach(async () => {
  carried = new Map();
  answer = (request, response) => response.end(request.url);
  server = createServer((request, response) => {
    request.resume();
    const paths = carried.get(request.socket) ?? [];
    carried.set(request.socket, [...paths, request.url ?? '']);
    request.once('end', () => answer(request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  send = createHttpSender({ sockets, maxBodyBytes: 1_000 });
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function ask(path: string, safe: boolean) {
  const { port } = server.address() as AddressInfo;
  const url = new URL(path, `http://127.0.0.1:${port}`);
  const signal = AbortSignal.timeout(10_000);
  return send({ method: 'POST', url, headers: {}, body: 'x', signal, safe });
}

/** A kept connection is given back after its answer was read. */
const givenBack = () => new Promise((resolve) => setImmediate(resolve));

test('a write never shares a connection, however many wait for their turn', async () => {
  const paths = Array.from({ length: 40 }, (_, index) => `/write-${index}`);
  const answers = await Promise.all(paths.map((path) => ask(path, false)));
  expect(answers.map(({ text }) => text)).toEqual(paths);
  expect([...carried.values()].map((each) => each.length)).toEqual(Array(40).fill(1));
});

test('what is safe shares connections, no more than may be open at once', async () => {
  const paths = Array.from({ length: 40 }, (_, index) => `/read-${index}`);
  const answers = await Promise.all(paths.map((path) => ask(path, true)));
  expect(answers.map(({ text }) => text)).toEqual(paths);
  expect(carried.size).toBeLessThan(20);
  expect([...carried.values()].flat().toSorted()).toEqual(paths.toSorted());
});

test('a write does not travel on a connection that a read has left', async () => {
  await ask('/read', true);
  await givenBack();
  await ask('/write', false);
  await ask('/again', true);
  expect([...carried.values()]).toEqual([['/read', '/again'], ['/write']]);
});

test('a shared connection that the server has closed meanwhile costs a read nothing', async () => {
  await ask('/first', true);
  await givenBack();
  const broken: string[] = [];
  answer = (request, response) => {
    const isShared = (carried.get(request.socket) ?? []).length > 1;
    if (!isShared) return response.end(request.url);
    broken.push(request.url ?? '');
    return request.socket.destroy();
  };
  expect((await ask('/second', true)).text).toBe('/second');
  expect(broken).toEqual(['/second']);
  expect([...carried.values()]).toEqual([['/first', '/second'], ['/second']]);
});

test('an answer that breaks off is not asked for again here', async () => {
  await ask('/first', true);
  await givenBack();
  answer = (request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => request.socket.destroy());
  };
  await expect(ask('/second', true)).rejects.toMatchObject({ failure: 'broken-off' });
  expect([...carried.values()].flat()).toEqual(['/first', '/second']);
});

test('a connection of its own that breaks is not asked again, read or not', async () => {
  answer = (request) => request.socket.destroy();
  for (const safe of [true, false]) {
    await expect(ask('/only', safe)).rejects.toMatchObject({
      failure: 'broken-off',
      requestLeft: true,
    });
  }
  expect([...carried.values()]).toEqual([['/only'], ['/only']]);
});

test('an answer too many on a shared connection is never taken for the next one', async () => {
  answer = (request, response) => {
    response.end(request.url, () => {
      request.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nstale');
    });
  };
  for (const path of ['/a', '/b', '/c']) {
    expect((await ask(path, true)).text).toBe(path);
    await givenBack();
  }
});

test('what redirects leads to is safe only if the question was', async () => {
  answer = (request, response) => {
    if (request.url !== '/old') return response.end(request.url);
    response.writeHead(308, { location: '/new' });
    return response.end();
  };
  expect((await ask('/old', false)).text).toBe('/new');
  expect([...carried.values()]).toEqual([['/old'], ['/new']]);
});
