import { constants, createHash, sign, X509Certificate } from 'node:crypto';
import type { Instant } from '@/lib/core/time/instant';

export interface AssertionParts {
  readonly clientId: string;
  /** Address of the token endpoint. */
  readonly audience: string;
  readonly certificateKey: string;
  readonly certificate: string;
  readonly id: string;
  readonly now: Instant;
}

const lifetimeSeconds = 600;

/**
 * What proves the application by its certificate: a JWT signed with its key (RFC 7523 section 3), as
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials asks for it.
 */
export function createClientAssertion(parts: AssertionParts): string {
  const { clientId, audience, certificate, certificateKey, id, now } = parts;
  const issuedAt = Math.floor(now / 1_000);
  const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw);
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint.digest('base64url') };
  const claims = {
    aud: audience,
    iss: clientId,
    sub: clientId,
    jti: id,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  };
  const text = `${encoded(header)}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(text), {
    key: certificateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
  return `${text}.${signature.toString('base64url')}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
