import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from '@/lib/db/embedded/start-embedded-database';
import { waitFor } from '@/tests/support/wait-for';

/** A PostgreSQL of one test's own, which may be killed without harm to anybody else's. */
export interface PrivatePostgres {
  /** The same after a restart. */
  readonly url: string;
  readonly port: number;
  /** Ends the server and all its processes at once, as a crash does; the data stay. */
  kill(): Promise<void>;
  /** Starts again after `kill`; resolves once it has recovered. */
  restart(): Promise<void>;
  /** Ends the server and removes the data. */
  stop(): Promise<void>;
}

/** Makes an empty cluster in a folder of its own and starts it. */
export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'foyer-postgres-'));
  let joined = await startEmbeddedDatabase({ dataDirectory });
  const { url } = joined;
  return {
    url,
    port: Number(new URL(url).port),
    kill: () => killServer(joined),
    restart: async () => {
      // Whoever joins starts what has died; only then does the former user leave.
      const next = await startEmbeddedDatabase({ dataDirectory });
      await joined.stop();
      joined = next;
      if (joined.url !== url) throw new Error('PostgreSQL came back on another port');
    },
    stop: async () => {
      await joined.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Each of the server's processes leads a group of its own, so that they are killed one by one. */
async function killServer({ serverPid }: EmbeddedDatabase): Promise<void> {
  const server = await serverPid();
  if (server === null) throw new Error('PostgreSQL does not run');
  const children = await readFile(`/proc/${server}/task/${server}/children`, 'utf8');
  const all = [server, ...children.trim().split(' ').map(Number)];
  for (const pid of all) killIfThere(pid);
  await waitFor('PostgreSQL to be gone', () => all.every((pid) => !isThere(pid)));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ESRCH';
