import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from '@/lib/db/embedded/find-binaries';
import { hasSystemCode } from '@/lib/db/embedded/system-error';

/**
 * Copies the programs once to a folder that everybody may enter, because the user that PostgreSQL
 * runs as may not be able to read the project. Several processes may do so at once.
 */
export async function publishBinaries(binaries: Binaries, parent: string): Promise<Binaries> {
  const fingerprint = await fingerprintFolder(binaries.folder);
  const folder = path.join(parent, `postgresql-${binaries.version}-${fingerprint}`);
  if (!existsSync(folder)) {
    const draft = path.join(parent, `incomplete-${randomUUID()}`);
    await mkdir(parent, { recursive: true, mode: 0o755 });
    try {
      await cp(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
      await openToAll(draft);
      await moveInto(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  return { folder, version: binaries.version };
}

/** Names and sizes: enough to tell two builds apart, and quick at every start. */
async function fingerprintFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(folder, { recursive: true });
  for (const name of names.sort()) {
    const { size } = await lstat(path.join(folder, name));
    hash.update(`${name} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 12);
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const isProgram = path.basename(entry.parentPath) === 'bin';
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(file, 0o755);
    if (entry.isFile()) await chmod(file, isProgram ? 0o755 : 0o644);
  }
}

async function moveInto(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    // Another process was first; its copy is the same.
    if (!hasSystemCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}
