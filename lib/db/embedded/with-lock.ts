import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrivateFile } from '@/lib/db/embedded/create-private-file';
import { EmbeddedDatabaseError } from '@/lib/db/embedded/embedded-database-error';
import { identifyProcess, isIdentityAlive } from '@/lib/db/embedded/process-identity';
import { hasSystemCode, orNullWhenMissing } from '@/lib/db/embedded/system-error';

const patienceMs = 180_000;
const pauseMs = 25;

/**
 * Runs `work` while no other process (and no other call of this one) works under the same folder.
 * The lock of a process that died is taken over. PostgreSQL's own `postmaster.pid` protects the
 * data in any case; this lock makes starting and stopping orderly.
 * @throws EmbeddedDatabaseError `locked` when a living process keeps the lock for minutes.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(folder, 'lock');
  await acquire(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  const draft = `${lock}.${randomUUID()}`;
  await createPrivateFile(draft, `${identifyProcess(process.pid)} ${randomUUID()}`);
  const deadline = Date.now() + patienceMs;
  try {
    while (!(await tryLink(draft, lock))) {
      const holder = await orNullWhenMissing(readFile(lock, 'utf8'));
      if (holder !== null && !isHolderAlive(holder)) await removeDead(lock, holder);
      else await waitForHolder(lock, deadline);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Linking makes the lock appear with its content, and fails where one exists. */
async function tryLink(draft: string, lock: string): Promise<boolean> {
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function isHolderAlive(holder: string): boolean {
  return isIdentityAlive(holder.split(' ', 1)[0] ?? '');
}

/** Between reading and moving, another process may have replaced the dead lock: give that back. */
async function removeDead(lock: string, deadHolder: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  if ((await orNullWhenMissing(rename(lock, aside).then(() => true))) === null) return;
  try {
    if ((await readFile(/* turbopackIgnore: true */ aside, 'utf8')) !== deadHolder)
      await tryLink(aside, lock);
  } finally {
    await rm(aside, { force: true });
  }
}

async function waitForHolder(lock: string, deadline: number): Promise<void> {
  if (Date.now() > deadline) {
    throw new EmbeddedDatabaseError(
      'locked',
      `Another process has been starting or stopping the embedded database for ` +
        `${patienceMs / 1000} seconds. If none is, delete ${lock}.`,
    );
  }
  await sleep(pauseMs);
}
