import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { applicationRole, type Cluster } from '@/lib/db/embedded/cluster';
import { createPrivateFile } from '@/lib/db/embedded/create-private-file';
import { EmbeddedDatabaseError } from '@/lib/db/embedded/embedded-database-error';
import { type Binaries, programPath } from '@/lib/db/embedded/find-binaries';
import {
  type ClusterLocation,
  dataFolder,
  type ServerUser,
} from '@/lib/db/embedded/locate-cluster';
import { runProgram } from '@/lib/db/embedded/run-program';
import { orNullWhenMissing } from '@/lib/db/embedded/system-error';

/**
 * Makes the cluster unless it exists; to be called under the cluster's lock. The data appear in one
 * rename, so a process killed half-way leaves none rather than half of them.
 * @throws EmbeddedDatabaseError `init-failed`, `version-mismatch`, `damaged`
 */
export async function initialiseCluster(
  location: ClusterLocation,
  binaries: Binaries,
): Promise<Cluster> {
  const data = dataFolder(location.home);
  const existing = await orNullWhenMissing(readFile(path.join(data, 'PG_VERSION'), 'utf8'));
  const password = await readOrCreatePassword(location.home, existing !== null);
  const cluster = { ...location, binaries, password };
  if (existing === null) await createData(cluster, data);
  else checkVersion(existing.trim(), binaries, data);
  return cluster;
}

async function readOrCreatePassword(home: string, dataExist: boolean): Promise<string> {
  const file = path.join(home, 'password');
  const kept = await orNullWhenMissing(readFile(file, 'utf8'));
  if (kept !== null && kept !== '') return kept;
  if (dataExist) {
    throw new EmbeddedDatabaseError(
      'damaged',
      `The password of the embedded database is missing. Restore ${file} from a backup.`,
    );
  }
  await rm(file, { force: true });
  const password = randomBytes(24).toString('base64url');
  await createPrivateFile(file, password);
  return password;
}

function checkVersion(version: string, binaries: Binaries, data: string): void {
  const major = binaries.version.split('.', 1)[0];
  if (version === major) return;
  throw new EmbeddedDatabaseError(
    'version-mismatch',
    `The embedded database in ${data} was made by PostgreSQL ${version}, and this is ${major}. ` +
      'Dump it with the version of Foyer that made it, and restore it into an empty one.',
  );
}

async function createData(cluster: Cluster, data: string): Promise<void> {
  const draft = path.join(cluster.home, `incomplete-${randomUUID()}`);
  const passwordFile = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, cluster.password, { mode: 0o600 });
    await giveTo(cluster.serverUser, draft, passwordFile);
    await runInitdb(cluster, draft, passwordFile);
    await rename(draft, data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function giveTo(user: ServerUser | null, ...files: readonly string[]): Promise<void> {
  if (user === null) return;
  for (const file of files) await chown(file, user.uid, user.gid);
}

async function runInitdb(cluster: Cluster, data: string, passwordFile: string): Promise<void> {
  const result = await runProgram(
    programPath(cluster.binaries, 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${applicationRole}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    cluster.serverUser,
  );
  if (result.exitCode !== 0) {
    throw new EmbeddedDatabaseError(
      'init-failed',
      `The embedded database could not be made in ${cluster.home}:\n${result.output.trim()}`,
    );
  }
}
