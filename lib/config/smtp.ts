import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { ConfigError } from '@/lib/config/config-error';

/** The mail server that carries Foyer's mails, and as whom they are sent. */
export interface SmtpEnv {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` always, `if-offered` on this machine only. */
  readonly encryption: 'tls' | 'starttls' | 'if-offered';
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly from: { readonly address: string; readonly name: string | null };
  /** PEM file of authorities that are trusted beside the usual ones. */
  readonly caFile: string | null;
}

const usualPorts: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };
const addressSchema = z.email();

/**
 * Whether it names a mail server and nothing else. A query string would reach the mail library as
 * options, the checks of certificates among them.
 */
export function isSmtpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !(url.protocol in usualPorts) || url.hostname === '') return false;
  const isBare = url.search === '' && url.hash === '' && !text.includes('?') && !text.includes('#');
  const hasBothOrNone = (url.username === '') === (url.password === '');
  const isPlainPath = url.pathname === '' || url.pathname === '/';
  return isBare && isPlainPath && hasBothOrNone && isEncoded(url.username + url.password);
}

/** `rooms@example.org` or `Rooms <rooms@example.org>`; null for anything else. */
export function parseMailbox(text: string): SmtpEnv['from'] | null {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return null;
  const [, name = '', quoted] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  const address = quoted ?? text.trim();
  if (!addressSchema.safeParse(address).success) return null;
  const plain = name.replaceAll('"', '').trim();
  return { address, name: plain === '' ? null : plain };
}

/** @param url as `isSmtpUrl` allows. */
export function toSmtp(
  url: string,
  from: SmtpEnv['from'],
  caFile: string | undefined,
): Readonly<SmtpEnv> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const plain = isThisMachine(host) ? 'if-offered' : 'starttls';
  return Object.freeze({
    host,
    port: port === '' ? (usualPorts[protocol] ?? 0) : Number(port),
    encryption: protocol === 'smtps:' ? 'tls' : plain,
    credentials:
      username === ''
        ? null
        : { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    from,
    caFile: caFile ?? null,
  });
}

/**
 * The certificates of `SMTP_CA_FILE`, in PEM; null where there is none.
 * @throws ConfigError `invalid-environment` when the file cannot be read or holds none.
 */
export function readAuthorities({ caFile }: Pick<SmtpEnv, 'caFile'>): string | null {
  if (caFile === null) return null;
  try {
    const text = readFileSync(/* turbopackIgnore: true */ caFile, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (error) {
    throw unreadable(error);
  }
  throw unreadable(undefined);
}

function unreadable(cause: unknown): ConfigError {
  const message = 'SMTP_CA_FILE cannot be read as a file of certificates in PEM.';
  return new ConfigError('invalid-environment', message, { cause });
}

function isThisMachine(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host.toLowerCase() === 'localhost' || host === '::1';
}

function isEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}
