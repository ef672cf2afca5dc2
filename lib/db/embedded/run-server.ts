import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '@/lib/db/embedded/cluster';
import { giveToFolderOwner } from '@/lib/db/embedded/create-private-file';
import { EmbeddedDatabaseError } from '@/lib/db/embedded/embedded-database-error';
import { programPath } from '@/lib/db/embedded/find-binaries';
import { dataFolder } from '@/lib/db/embedded/locate-cluster';
import { adoptStaleFile, type Postmaster, readPostmaster } from '@/lib/db/embedded/postmaster-file';
import { probeServer } from '@/lib/db/embedded/probe-server';
import { programEnvironment, runProgram } from '@/lib/db/embedded/run-program';
import { orNullWhenMissing } from '@/lib/db/embedded/system-error';

const startPatienceMs = 120_000;
const stopPatienceMs = 60_000;
const silencePatienceMs = 10_000;
const pauseMs = 20;
const retryPauseMs = 500;
const attempts = 6;
const largestLogBytes = 10_000_000;
const reportedLogLines = 15;

/**
 * The settings that differ from PostgreSQL's own. What fails is logged without the statement and
 * without the row: those may hold subjects of private meetings.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  fsync: 'on',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/**
 * Finds the cluster's running server or starts one; to be called under the cluster's lock. A server
 * that is recovering is waited for.
 * @throws EmbeddedDatabaseError `start-failed` with the last lines of the server's log.
 */
export async function ensureServer(cluster: Cluster): Promise<Postmaster> {
  const running = await findServer(cluster);
  if (running !== null) return running;
  for (let attempt = 1; ; attempt += 1) {
    const started = await startServer(cluster, await choosePort(cluster.home, attempt));
    if (started !== null) return started;
    if (attempt === attempts) throw await startFailure(cluster);
    // The port was taken meanwhile, or a killed server's last processes are still leaving.
    await sleep(retryPauseMs);
  }
}

/** Ends the server: open transactions roll back, nothing committed is lost. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const data = dataFolder(cluster.home);
  const running = await readPostmaster(data);
  if (running === null) return;
  if (process.platform === 'win32') {
    await runProgram(
      programPath(cluster.binaries, 'pg_ctl'),
      ['stop', '-m', 'fast', '-D', data],
      null,
    );
  } else {
    process.kill(running.pid, 'SIGINT');
  }
  const deadline = Date.now() + stopPatienceMs;
  while ((await readPostmaster(data)) !== null) {
    if (Date.now() > deadline) {
      throw new EmbeddedDatabaseError(
        'stop-failed',
        `The embedded database (process ${running.pid}) did not stop in ` +
          `${stopPatienceMs / 1000} seconds.`,
      );
    }
    await sleep(pauseMs);
  }
}

async function findServer(cluster: Cluster): Promise<Postmaster | null> {
  const begin = Date.now();
  for (;;) {
    const server = await readPostmaster(dataFolder(cluster.home));
    if (server === null) return null;
    const state = await probeServer(cluster, server.port);
    if (state === 'ready') return server;
    const waitedMs = Date.now() - begin;
    const isAbsent = state === 'foreign' || (state === 'silent' && waitedMs > silencePatienceMs);
    if (isAbsent && !server.certain) return null;
    if (waitedMs > startPatienceMs) throw await startFailure(cluster);
    await sleep(pauseMs);
  }
}

/** Null when the server ended before it was ready. */
async function startServer(cluster: Cluster, port: number): Promise<Postmaster | null> {
  await adoptStaleFile(dataFolder(cluster.home));
  const child = await spawnServer(cluster, port);
  const deadline = Date.now() + startPatienceMs;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if ((await probeServer(cluster, port)) === 'ready')
      return { pid: child.pid, port, certain: true };
    if (Date.now() > deadline) throw await startFailure(cluster);
    await sleep(pauseMs);
  }
  return null;
}

/** The server gets its own process group: Ctrl-C in a terminal is not meant for it. */
async function spawnServer(cluster: Cluster, port: number): Promise<ChildProcess> {
  const log = await openLog(cluster.home);
  try {
    const child = spawn(
      programPath(cluster.binaries, 'postgres'),
      [
        '-D',
        dataFolder(cluster.home),
        '-p',
        String(port),
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      {
        cwd: cluster.serverUser === null ? undefined : '/',
        env: { ...programEnvironment, NODE_ENV: 'production' },
        stdio: ['ignore', log.fd, log.fd],
        detached: true,
        windowsHide: true,
        ...cluster.serverUser,
      },
    );
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

/** The last port if it is free, so that connection pools find a server that was started again. */
async function choosePort(home: string, attempt: number): Promise<number> {
  const log = await orNullWhenMissing(
    readFile(path.join(dataFolder(home), 'postmaster.opts'), 'utf8'),
  );
  const last = Number(/"-p" "(\d+)"/.exec(log ?? '')?.[1] ?? '0');
  const canKeep = attempt === 1 && last !== 0;
  return (canKeep ? await tryPort(last) : null) ?? (await tryPort(0)) ?? 0;
}

/** Binds the port, or any free one for 0, and lets it go again. Null: it is taken. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = address !== null && typeof address === 'object' ? address.port : null;
      server.close(() => resolve(bound));
    });
  });
}

async function openLog(home: string): Promise<FileHandle> {
  const file = logFile(home);
  const size = (await orNullWhenMissing(stat(file)))?.size ?? 0;
  if (size > largestLogBytes) await rename(file, `${file}.old`);
  const handle = await open(file, 'a', 0o600);
  await giveToFolderOwner(file);
  return handle;
}

async function startFailure(cluster: Cluster): Promise<EmbeddedDatabaseError> {
  const log = (await orNullWhenMissing(readFile(logFile(cluster.home), 'utf8'))) ?? '';
  const lastLines = log.trimEnd().split('\n').slice(-reportedLogLines).join('\n');
  return new EmbeddedDatabaseError(
    'start-failed',
    `The embedded database in ${cluster.home} does not start. Its log ends with:\n${lastLines}`,
  );
}

function logFile(home: string): string {
  return path.join(home, 'log');
}
