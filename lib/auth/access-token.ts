import { createHash } from 'node:crypto';

/** A prefix and a checksum let scanners of leaked secrets tell a token from any other text. */
const prefix = 'foyer_';
const secretBytes = 32;
const checksumLength = 6;
const shape = /^foyer_([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{6})$/;

/**
 * The text of a token: the prefix, the secret in base64url, and the first characters of the
 * base64url SHA-256 of those two.
 * @throws RangeError when the secret is not 32 bytes long.
 */
export function formatAccessToken(secret: Uint8Array): string {
  if (secret.length !== secretBytes) throw new RangeError(`a token needs ${secretBytes} bytes`);
  const encoded = Buffer.from(secret).toString('base64url');
  return `${prefix}${encoded}${checksumOf(encoded)}`;
}

/** False for text that was never issued, so that it costs no database statement. */
export function isAccessToken(text: string): boolean {
  const [, encoded, checksum] = shape.exec(text) ?? [];
  return encoded !== undefined && checksumOf(encoded) === checksum;
}

/** What the database keeps: SHA-256 of the whole text, hexadecimal. */
export function hashAccessToken(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function checksumOf(encoded: string): string {
  const digest = createHash('sha256').update(`${prefix}${encoded}`).digest('base64url');
  return digest.slice(0, checksumLength);
}
