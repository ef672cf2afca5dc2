import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from '@/lib/config/config-error';
import { readEnv } from '@/lib/config/env';
import { parseMailbox, readAuthorities } from '@/lib/config/smtp';

const folder = mkdtempSync(path.join(tmpdir(), 'foyer-smtp-'));
afterAll(() => rmSync(folder, { recursive: true }));

function smtpOf(url: string) {
  return readEnv({ SMTP_URL: url, SMTP_FROM: 'rooms@example.org' }).smtp;
}

describe('the mail server', () => {
  it.each([
    ['smtps://mail.example.org', 'tls', 465],
    ['smtp://mail.example.org', 'starttls', 587],
    ['smtp://mail.example.org:25', 'starttls', 25],
    ['smtp://127.example.org', 'starttls', 587],
    ['smtp://localhost:25', 'if-offered', 25],
    ['smtp://127.0.0.1', 'if-offered', 587],
    ['smtp://[::1]:2525', 'if-offered', 2525],
    ['smtps://localhost', 'tls', 465],
  ])('%s is spoken to by %s', (url, encryption, port) => {
    expect(smtpOf(url)).toMatchObject({ encryption, port, credentials: null });
  });

  it('goes with a sender', () => {
    expect(() => readEnv({ SMTP_URL: 'smtp://localhost' })).toThrow('go together');
    expect(() => readEnv({ SMTP_FROM: 'rooms@example.org' })).toThrow('go together');
    expect(() => readEnv({ SMTP_CA_FILE: '/etc/ca.pem' })).toThrow('go together');
  });

  it('has a sender with or without a name', () => {
    expect(parseMailbox('rooms@example.org')).toEqual({ address: 'rooms@example.org', name: null });
    expect(parseMailbox('"Rooms, House" <rooms@example.org>')).toEqual({
      address: 'rooms@example.org',
      name: 'Rooms, House',
    });
  });

  it('may be trusted by an authority of one’s own, which must be readable', () => {
    const file = path.join(folder, 'ca.pem');
    const certificate = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';
    writeFileSync(file, certificate);
    expect(readAuthorities({ caFile: file })).toBe(certificate);
    expect(readAuthorities({ caFile: null })).toBeNull();
    expect(() => readAuthorities({ caFile: path.join(folder, 'none') })).toThrow(ConfigError);
    writeFileSync(file, 'no certificate');
    expect(() => readAuthorities({ caFile: file })).toThrow('SMTP_CA_FILE');
  });
});
