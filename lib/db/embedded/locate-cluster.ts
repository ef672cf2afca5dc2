import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedDatabaseError } from '@/lib/db/embedded/embedded-database-error';
import { orNullWhenMissing } from '@/lib/db/embedded/system-error';

/** Who PostgreSQL runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where a cluster lives. */
export interface ClusterLocation {
  /** Holds `data`, `password`, `log`, `lock` and `users`. */
  readonly home: string;
  /** Null: the user of this process. Otherwise this process is root, which PostgreSQL refuses. */
  readonly serverUser: ServerUser | null;
}

/** "nobody", by number: a fresh machine may lack the name. */
const nobody: ServerUser = { uid: 65_534, gid: 65_534 };

/** Root's place for what an unprivileged server must reach when the project is out of its reach. */
export const systemFolder = '/var/lib/foyer';

/** The folder of the data inside a cluster's home. */
export function dataFolder(home: string): string {
  return path.join(home, 'data');
}

/**
 * Decides where the cluster of a data directory lives and who runs it; the same directory gives the
 * same answer for ever.
 *
 * An ordinary user's is inside the data directory. So is root's, run by nobody, unless nobody
 * cannot get there (a home of mode 700): then it is under /var/lib/foyer, named after the data
 * directory. Root also serves a cluster that an ordinary user began, as that user.
 * @throws EmbeddedDatabaseError `foreign-owner`, `not-reachable`
 */
export async function locateCluster(dataDirectory: string): Promise<ClusterLocation> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o755 });
  const directory = await realpath(dataDirectory);
  const inside = path.join(directory, 'postgres');
  return process.getuid?.() === 0
    ? await locateForRoot(directory, inside)
    : await locateForUser(inside);
}

async function locateForUser(inside: string): Promise<ClusterLocation> {
  const existing = await orNullWhenMissing(stat(inside));
  const uid = process.getuid?.();
  if (existing !== null && uid !== undefined && existing.uid !== uid) {
    throw new EmbeddedDatabaseError(
      'foreign-owner',
      `The embedded database in ${inside} belongs to the user with id ${existing.uid}, and this ` +
        `is ${uid}. Start as that user, or set FOYER_DATA_DIR to a folder of your own.`,
    );
  }
  await mkdir(inside, { recursive: true, mode: 0o700 });
  return { home: inside, serverUser: null };
}

async function locateForRoot(directory: string, inside: string): Promise<ClusterLocation> {
  const outside = path.join(systemFolder, hashPath(directory));
  for (const home of [inside, outside]) {
    const existing = await orNullWhenMissing(stat(dataFolder(home)));
    if (existing !== null) return await reuse(home, existing);
  }
  const home = (await canEnter(directory, nobody)) ? inside : outside;
  await mkdir(home, { recursive: true, mode: 0o755 });
  if (!(await canEnter(home, nobody))) throw notReachable(home, nobody);
  // For people: the name of the folder does not tell whose it is.
  if (home === outside) await writeFile(path.join(home, 'belongs-to'), `${directory}\n`);
  return { home, serverUser: nobody };
}

async function reuse(home: string, { uid, gid }: Stats): Promise<ClusterLocation> {
  const serverUser = { uid, gid };
  if (!(await canEnter(home, serverUser))) throw notReachable(home, serverUser);
  return { home, serverUser };
}

function notReachable(home: string, user: ServerUser): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'not-reachable',
    `PostgreSQL does not run as root, and the user with id ${user.uid} cannot enter ${home}. Let ` +
      'others enter each folder above it (chmod o+x), or set FOYER_DATA_DIR to another folder.',
  );
}

/** Whether a user may pass through a folder and all those above it. */
async function canEnter(folder: string, user: ServerUser): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  const executeBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & executeBit) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || (await canEnter(parent, user));
}

function hashPath(directory: string): string {
  return createHash('sha256').update(directory).digest('hex').slice(0, 16);
}
