import { createHash, randomBytes } from 'node:crypto';
import type { CaldavOptions } from '@/lib/calendar/backends/caldav/options';

/** Gives requests their credentials. */
export interface Authorization {
  /** Null while nothing can be said before the server has asked. */
  headerFor(request: { readonly method: string; readonly url: URL }): string | null;
  /** Hears a 401. True when the same request is worth sending once more. */
  hear(headers: Headers): boolean;
}

export function createAuthorization(options: CaldavOptions): Authorization {
  const { auth, username, password } = options;
  if (auth === 'digest') return createDigest({ username, password });
  const header =
    auth === 'bearer'
      ? `Bearer ${password}`
      : `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  return { headerFor: () => header, hear: () => false };
}

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: string;
  readonly hasQop: boolean;
}

interface Account {
  readonly username: string;
  readonly password: string;
}

/** RFC 7616. A nonce is used again, counted, until the server wants another. */
function createDigest(account: Account): Authorization {
  let challenge: DigestChallenge | null = null;
  let count = 0;
  return {
    headerFor({ method, url }) {
      if (!challenge) return null;
      count += 1;
      const uri = `${url.pathname}${url.search}`;
      const cnonce = randomBytes(12).toString('base64url');
      return formatDigest({ challenge, account, method, uri, cnonce, count });
    },
    hear(headers) {
      const heard = parseDigestChallenge(headers.get('www-authenticate') ?? '');
      // The same nonce again means that the password is wrong.
      if (!heard || heard.nonce === challenge?.nonce) return false;
      challenge = heard;
      count = 0;
      return true;
    },
  };
}

const hashes: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'MD5-SESS': 'md5',
  'SHA-256': 'sha256',
  'SHA-256-SESS': 'sha256',
};

/** The first Digest challenge that can be met, among those of other schemes. */
export function parseDigestChallenge(header: string): DigestChallenge | null {
  for (const found of header.matchAll(/(?:^|[\s,])Digest\s+/gi)) {
    const values = parametersFrom(header.slice(found.index + found[0].length));
    const algorithm = values.get('algorithm') ?? 'MD5';
    const nonce = values.get('nonce');
    const qop = values.get('qop')?.split(/\s*,\s*/) ?? [];
    const isMet = qop.length === 0 || qop.includes('auth');
    if (nonce === undefined || !(algorithm.toUpperCase() in hashes) || !isMet) continue;
    return {
      realm: values.get('realm') ?? '',
      nonce,
      opaque: values.get('opaque') ?? null,
      algorithm,
      hasQop: qop.length > 0,
    };
  }
  return null;
}

/** `name=value` pairs up to the next scheme. */
function parametersFrom(text: string): ReadonlyMap<string, string> {
  const pair = /\s*,?\s*([a-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/iy;
  const values = new Map<string, string>();
  for (let match = pair.exec(text); match; match = pair.exec(text)) {
    const [, name = '', quoted, plain = ''] = match;
    values.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
  }
  return values;
}

/** RFC 7616 section 3.4. */
export function formatDigest(parts: {
  readonly challenge: DigestChallenge;
  readonly account: Account;
  readonly method: string;
  readonly uri: string;
  readonly cnonce: string;
  readonly count: number;
}): string {
  const { challenge, account, method, uri, cnonce, count } = parts;
  const { realm, nonce, opaque, algorithm, hasQop } = challenge;
  const hash = (text: string) =>
    createHash(hashes[algorithm.toUpperCase()] ?? 'md5')
      .update(text, 'utf8')
      .digest('hex');
  const secret = hash(`${account.username}:${realm}:${account.password}`);
  const isSession = algorithm.toUpperCase().endsWith('-SESS');
  const first = isSession ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const second = hash(`${method}:${uri}`);
  const nc = count.toString(16).padStart(8, '0');
  const middle = hasQop ? `${nonce}:${nc}:${cnonce}:auth` : nonce;
  const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  return `Digest ${[
    `username=${quote(account.username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `algorithm=${algorithm}`,
    `response="${hash(`${first}:${middle}:${second}`)}"`,
    ...(hasQop ? [`qop=auth`, `nc=${nc}`] : []),
    ...(hasQop || isSession ? [`cnonce=${quote(cnonce)}`] : []),
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
  ].join(', ')}`;
}
