import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '@/lib/config/config-error';
import { environmentKeys, readEnv } from '@/lib/config/env';

const root = path.resolve(import.meta.dirname, '../../..');

describe('readEnv', () => {
  it('needs nothing for a first run', () => {
    expect(readEnv({})).toEqual({
      databaseUrl: null,
      dataDirectory: path.resolve('.foyer'),
      authSecret: null,
      oidc: null,
      demo: false,
      encryptionKey: null,
      port: 3000,
      publicUrl: 'http://localhost:3000',
      mirrorMaxAgeMs: 300_000,
      smtp: null,
      logLevel: 'info',
      production: false,
    });
  });

  it('counts an empty variable as absent', () => {
    const empty = Object.fromEntries(environmentKeys.map((key) => [key, '']));
    expect(readEnv(empty)).toEqual(readEnv({}));
  });

  it('is frozen', () => {
    expect(Object.isFrozen(readEnv({}))).toBe(true);
  });

  it('reads each variable', () => {
    const key = Buffer.alloc(32, 7);
    const env = readEnv({
      DATABASE_URL: 'postgresql://a:b@db.example.org:5432/foyer',
      FOYER_DATA_DIR: '/srv/foyer',
      AUTH_SECRET: 's'.repeat(32),
      AUTH_OIDC_ISSUER: 'https://id.example.org',
      AUTH_OIDC_CLIENT_ID: 'foyer',
      AUTH_OIDC_CLIENT_SECRET: 'hush',
      FOYER_DEMO: 'true',
      FOYER_ENCRYPTION_KEY: key.toString('base64'),
      PORT: '8080',
      FOYER_PUBLIC_URL: 'https://rooms.example.org/',
      FOYER_MIRROR_MAX_AGE_SECONDS: '60',
      SMTP_URL: 'smtps://foyer:p%40ss@mail.example.org',
      SMTP_FROM: 'Rooms <rooms@example.org>',
      SMTP_CA_FILE: '/etc/foyer/ca.pem',
      LOG_LEVEL: 'debug',
      NODE_ENV: 'production',
    });
    expect(env).toMatchObject({
      databaseUrl: 'postgresql://a:b@db.example.org:5432/foyer',
      dataDirectory: '/srv/foyer',
      oidc: { issuer: 'https://id.example.org', clientId: 'foyer', clientSecret: 'hush' },
      demo: true,
      port: 8080,
      publicUrl: 'https://rooms.example.org',
      mirrorMaxAgeMs: 60_000,
      smtp: {
        host: 'mail.example.org',
        port: 465,
        encryption: 'tls',
        credentials: { username: 'foyer', password: 'p@ss' },
        from: { address: 'rooms@example.org', name: 'Rooms' },
        caFile: '/etc/foyer/ca.pem',
      },
      logLevel: 'debug',
      production: true,
    });
    expect(env.encryptionKey).toEqual(key);
    expect(readEnv({ FOYER_ENCRYPTION_KEY: key.toString('hex') }).encryptionKey).toEqual(key);
  });

  it.each([
    ['DATABASE_URL', 'mysql://db/foyer'],
    ['AUTH_SECRET', 'too short'],
    ['AUTH_OIDC_ISSUER', 'file:///etc/passwd'],
    ['AUTH_OIDC_ISSUER', 'http://id.example.org'],
    ['FOYER_DEMO', 'perhaps'],
    ['FOYER_ENCRYPTION_KEY', 'c2hvcnQ='],
    ['PORT', '99999'],
    ['FOYER_PUBLIC_URL', 'https://example.org/rooms'],
    ['FOYER_MIRROR_MAX_AGE_SECONDS', '5'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['SMTP_URL', 'smtps://mail.example.org?tls.rejectUnauthorized=false'],
    ['SMTP_URL', 'smtps://mail.example.org/?'],
    ['SMTP_URL', 'smtp://mail.example.org#secure'],
    ['SMTP_URL', 'smtp://user@mail.example.org'],
    ['SMTP_URL', 'smtp://user:%zz@mail.example.org'],
    ['SMTP_FROM', 'rooms'],
    ['SMTP_FROM', 'Rooms <rooms@example.org>, eve@example.org'],
    ['SMTP_FROM', 'Rooms\r\nBcc: eve@example.org <rooms@example.org>'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses a wrong %s and does not repeat it', (key, value) => {
    const read = () => readEnv({ [key]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(key);
    expect(read).not.toThrow(value);
  });

  it('refuses a part of the OpenID Connect variables', () => {
    expect(() => readEnv({ AUTH_OIDC_CLIENT_ID: 'foyer' })).toThrow('go together');
  });
});

describe('.env.example', () => {
  const lines = readFileSync(path.join(root, '.env.example'), 'utf8').split('\n');

  it('lists exactly the variables of the schema', () => {
    const listed = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split('=')[0]);
    expect(listed).toEqual(environmentKeys);
  });

  it('explains each in a sentence', () => {
    for (const [index, line] of lines.entries()) {
      if (/^[A-Z]/.test(line)) expect(lines[index - 1]).toMatch(/^# \S.*\.$/);
    }
  });

  it('sets none', () => {
    const values = Object.fromEntries(
      lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split('=', 2)),
    );
    expect(readEnv(values)).toEqual(readEnv({}));
  });
});
