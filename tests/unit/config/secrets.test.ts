import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '@/lib/config/config-error';
import { readEnv } from '@/lib/config/env';
import { resolveSecrets } from '@/lib/config/secrets';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'foyer-secrets-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const external = { DATABASE_URL: 'postgresql://db/foyer', NODE_ENV: 'production' };
const given = { AUTH_SECRET: 'a'.repeat(40), FOYER_ENCRYPTION_KEY: 'ab'.repeat(32) };

describe('resolveSecrets', () => {
  it('makes them once and keeps them for their owner alone', () => {
    const env = readEnv({ FOYER_DATA_DIR: path.join(folder, 'new') });
    const first = resolveSecrets(env);
    expect(first.encryptionKey).toHaveLength(32);
    expect(first.authSecret.length).toBeGreaterThanOrEqual(32);
    expect(resolveSecrets(env)).toEqual(first);
    expect(readdirSync(env.dataDirectory)).toEqual(['secrets.json']);
    expect(statSync(path.join(env.dataDirectory, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('prefers the environment and then writes nothing', () => {
    const secrets = resolveSecrets(readEnv({ FOYER_DATA_DIR: folder, ...given, ...external }));
    expect(secrets.authSecret).toBe(given.AUTH_SECRET);
    expect(Buffer.from(secrets.encryptionKey).toString('hex')).toBe(given.FOYER_ENCRYPTION_KEY);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    {},
    { AUTH_SECRET: given.AUTH_SECRET },
    { FOYER_ENCRYPTION_KEY: given.FOYER_ENCRYPTION_KEY },
  ])('refuses to make them for replicas of one database', (secrets) => {
    const env = readEnv({ FOYER_DATA_DIR: folder, ...external, ...secrets });
    expect(() => resolveSecrets(env)).toThrow(/AUTH_SECRET and FOYER_ENCRYPTION_KEY/);
  });

  it('never replaces a damaged file', () => {
    writeFileSync(path.join(folder, 'secrets.json'), '{"authSecret": "x"');
    const resolve = () => resolveSecrets(readEnv({ FOYER_DATA_DIR: folder }));
    expect(resolve).toThrow(ConfigError);
    expect(resolve).toThrow('Restore it from a backup');
  });
});
