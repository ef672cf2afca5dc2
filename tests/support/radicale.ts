import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CaldavServer, expectOk, rawAccess } from '@/tests/support/caldav-server';
import { freePort } from '@/tests/support/free-port';
import { type ServerProcess, startServer } from '@/tests/support/server-process';

/** A real Radicale on this machine, with its own storage, that a test starts and ends. */
export type RadicaleServer = CaldavServer;

const account = { username: 'svc', password: 'foyer-test-only' };
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
  const homeUrl = `${baseUrl}${account.username}/`;
  const raw = rawAccess(baseUrl, account);
  const running = { server: await launch(configFile, baseUrl) };
  const kill = () => running.server.kill();
  return {
    ...raw,
    ...account,
    product: 'Radicale',
    version,
    baseUrl,
    homeUrl,
    connection: { ...account, serverUrl: baseUrl, auth: 'basic', writeMode: 'direct' },
    async makeCalendar(name) {
      const url = `${homeUrl}${encodeURIComponent(name)}/`;
      await expectOk(await raw.request(url, { method: 'MKCALENDAR' }), 'MKCALENDAR');
      return url;
    },
    kill,
    async restart() {
      await kill();
      running.server = await launch(configFile, baseUrl);
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeConfig(folder: string, port: number): Promise<string> {
  const { username, password } = account;
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

function launch(configFile: string, url: string): Promise<ServerProcess> {
  return startServer({ command: 'radicale', args: ['--config', configFile], url });
}
