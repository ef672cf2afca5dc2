import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A real Radicale on this machine, with its own storage, that a test starts and ends. */
export interface RadicaleServer {
  /** Ends with a slash; the same after a restart. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly version: string;
  /** Where the service account's calendars live; ends with a slash. */
  readonly homeUrl: string;
  /** Options of a connection to this server, as `createCaldavBackend` takes them. */
  readonly connection: {
    readonly serverUrl: string;
    readonly username: string;
    readonly password: string;
    readonly auth: 'basic';
    readonly writeMode: 'direct';
  };
  /** One raw request as the service account, past every adapter. */
  request(pathOrUrl: string, init?: RequestInit): Promise<Response>;
  /** Makes an empty calendar in the service account's home; answers its URL, with a slash. */
  makeCalendar(name: string): Promise<string>;
  /** Puts one calendar object, whatever it holds; throws when the server refuses. */
  putObject(calendarUrl: string, name: string, icalendar: string): Promise<void>;
  /** The text of every object of a calendar, read by PROPFIND and GET. */
  readObjects(calendarUrl: string): Promise<readonly string[]>;
  /** Ends the process at once, as a crash does; the storage stays. */
  kill(): Promise<void>;
  /** Starts again on the same port and storage, after `kill` or while it runs. */
  restart(): Promise<void>;
  /** Ends the process and removes the storage. */
  stop(): Promise<void>;
}

const username = 'svc';
const password = 'foyer-test-only';
const startBudgetMs = 20_000;
const run = promisify(execFile);

/** The installed Radicale's version, or null when there is none. */
export async function radicaleVersion(): Promise<string | null> {
  try {
    const { stdout } = await run('radicale', ['--version']);
    return stdout.trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Starts Radicale on a free port of 127.0.0.1 and waits until it answers. */
export async function startRadicale(): Promise<RadicaleServer> {
  const version = await radicaleVersion();
  if (version === null) throw new Error('radicale is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'foyer-radicale-'));
  const port = await freePort();
  const configFile = await writeConfig(folder, port);
  const baseUrl = `http://127.0.0.1:${port}/`;
  const running = { child: await launch(configFile, baseUrl) };
  const kill = () => end(running.child, 'SIGKILL');
  return {
    ...rawAccess(baseUrl),
    baseUrl,
    username,
    password,
    version,
    homeUrl: `${baseUrl}${username}/`,
    connection: { serverUrl: baseUrl, username, password, auth: 'basic', writeMode: 'direct' },
    kill,
    async restart() {
      await kill();
      running.child = await launch(configFile, baseUrl);
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function rawAccess(baseUrl: string) {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const request = (pathOrUrl: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    return fetch(new URL(pathOrUrl, baseUrl), { ...init, headers, redirect: 'manual' });
  };
  const makeCalendar = async (name: string): Promise<string> => {
    const url = `${baseUrl}${username}/${encodeURIComponent(name)}/`;
    await expectOk(await request(url, { method: 'MKCALENDAR' }), 'MKCALENDAR');
    return url;
  };
  const putObject = async (calendarUrl: string, name: string, icalendar: string) => {
    const headers = { 'content-type': 'text/calendar; charset=utf-8' };
    const url = new URL(name, calendarUrl).href;
    await expectOk(await request(url, { method: 'PUT', headers, body: icalendar }), 'PUT');
  };
  const readObjects = async (calendarUrl: string): Promise<readonly string[]> => {
    const listing = await request(calendarUrl, { method: 'PROPFIND', headers: { depth: '1' } });
    const xml = await expectOk(listing, 'PROPFIND');
    const hrefs = [...xml.matchAll(/<(?:\w+:)?href>([^<]+\.ics)</g)].map(([, href]) => href ?? '');
    return Promise.all(hrefs.map(async (href) => expectOk(await request(href), 'GET')));
  };
  return { request, makeCalendar, putObject, readObjects };
}

async function expectOk(response: Response, what: string): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${what} answered ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

async function writeConfig(folder: string, port: number): Promise<string> {
  const users = join(folder, 'users');
  const storage = join(folder, 'storage');
  // The home of the service account must exist before a calendar can be made in it.
  await mkdir(join(storage, 'collection-root', username), { recursive: true });
  await writeFile(users, `${username}:${password}\n`);
  const configFile = join(folder, 'config');
  await writeFile(
    configFile,
    [
      '[server]',
      `hosts = 127.0.0.1:${port}`,
      '[auth]',
      'type = htpasswd',
      `htpasswd_filename = ${users}`,
      'htpasswd_encryption = plain',
      'delay = 0',
      '[rights]',
      'type = owner_only',
      '[storage]',
      `filesystem_folder = ${storage}`,
      '[logging]',
      'level = warning',
      '',
    ].join('\n'),
  );
  return configFile;
}

async function launch(configFile: string, baseUrl: string): Promise<ChildProcess> {
  const child = spawn('radicale', ['--config', configFile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
  });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const deadlineMs = Date.now() + startBudgetMs;
  while (!(await answers(baseUrl))) {
    if (child.exitCode !== null) throw new Error(`radicale ended at once: ${log}`);
    if (Date.now() > deadlineMs) throw new Error(`radicale does not answer: ${log}`);
    await delay(20);
  }
  return child;
}

async function answers(baseUrl: string): Promise<boolean> {
  try {
    const response = await fetch(baseUrl, { redirect: 'manual' });
    await response.arrayBuffer();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function end(child: ChildProcess, signal: 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
