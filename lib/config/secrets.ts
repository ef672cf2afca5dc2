import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigError } from '@/lib/config/config-error';
import type { Env } from '@/lib/config/env';

/** What signs sessions and what encrypts stored secrets. */
export interface Secrets {
  readonly authSecret: string;
  /** Exactly 32 bytes, for AES-256-GCM. */
  readonly encryptionKey: Uint8Array;
}

const secretsFileSchema = z.object({
  authSecret: z.string().min(32),
  encryptionKey: z.string().regex(/^[0-9a-f]{64}$/),
});

type SecretsFile = z.infer<typeof secretsFileSchema>;

/**
 * The secrets of the environment. Those it lacks are made once and kept in the data directory in
 * `secrets.json`, readable by its owner only; the same directory gives the same secrets for ever.
 * @throws ConfigError `missing-secret` in production over an external database: its replicas would
 * each make their own; `unreadable-secrets` for a damaged file, which is never replaced because
 * what it encrypted would be lost; `no-data-directory`.
 */
export function resolveSecrets(env: Env): Secrets {
  if (env.authSecret !== null && env.encryptionKey !== null) {
    return Object.freeze({ authSecret: env.authSecret, encryptionKey: env.encryptionKey });
  }
  if (env.production && env.databaseUrl !== null) {
    throw new ConfigError(
      'missing-secret',
      'AUTH_SECRET and FOYER_ENCRYPTION_KEY must both be set when DATABASE_URL is: every replica ' +
        'needs the same ones. Make each with: openssl rand -base64 32',
    );
  }
  const kept = readOrCreate(env.dataDirectory);
  return Object.freeze({
    authSecret: env.authSecret ?? kept.authSecret,
    encryptionKey: env.encryptionKey ?? Buffer.from(kept.encryptionKey, 'hex'),
  });
}

function readOrCreate(dataDirectory: string): SecretsFile {
  const file = path.join(dataDirectory, 'secrets.json');
  return readSecretsFile(file) ?? createSecretsFile(file);
}

function readSecretsFile(file: string): SecretsFile | null {
  try {
    return secretsFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    // A parser's message may quote the file, so only a refused permission is passed on as the cause.
    throw new ConfigError(
      'unreadable-secrets',
      `${file} cannot be read as Foyer's secrets. Restore it from a backup: without it the stored ` +
        'passwords of the connections are lost.',
      { cause: hasCode(error, 'EACCES') ? error : undefined },
    );
  }
}

function createSecretsFile(file: string): SecretsFile {
  const secrets: SecretsFile = {
    authSecret: randomBytes(32).toString('base64url'),
    encryptionKey: randomBytes(32).toString('hex'),
  };
  const draft = `${file}.${randomUUID()}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  } catch (error) {
    throw new ConfigError(
      'no-data-directory',
      `The data directory ${path.dirname(file)} cannot be written. Set FOYER_DATA_DIR to one ` +
        'that can.',
      { cause: error },
    );
  }
  return publish(draft, file) ? secrets : readOrCreate(path.dirname(file));
}

/** Linking fails where the file exists: of several first starts at once, one writes it. */
function publish(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
