import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createPrivateFile, giveToFolderOwner } from '@/lib/db/embedded/create-private-file';
import { identifyProcess, isIdentityAlive } from '@/lib/db/embedded/process-identity';
import { orNullWhenMissing } from '@/lib/db/embedded/system-error';

/** Notes that this process uses the cluster; returns the note's name. Call it under the lock. */
export async function joinCluster(home: string): Promise<string> {
  const folder = usersFolder(home);
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) {
    await giveToFolderOwner(folder);
  }
  const name = `${identifyProcess(process.pid)} ${randomUUID()}`;
  await createPrivateFile(path.join(folder, name), '');
  return name;
}

/** Takes the note away; returns whether no living process uses the cluster any more. */
export async function leaveCluster(home: string, name: string): Promise<boolean> {
  const folder = usersFolder(home);
  await rm(path.join(folder, name), { force: true });
  const others = (await orNullWhenMissing(readdir(folder))) ?? [];
  const dead = others.filter((other) => !isIdentityAlive(other.split(' ', 1)[0] ?? ''));
  for (const other of dead) await rm(path.join(folder, other), { force: true });
  return dead.length === others.length;
}

function usersFolder(home: string): string {
  return path.join(home, 'users');
}
