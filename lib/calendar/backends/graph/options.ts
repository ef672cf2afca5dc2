import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';

const address = z
  .url({ protocol: /^https$/, error: 'must be an https address' })
  .max(2_000)
  .refine(isPlain, 'must hold no user name, no query and no path that is not a folder')
  .transform((text) => text.replace(/\/+$/, ''));

const pem = z.string().min(1).max(100_000);

/**
 * What a Microsoft 365 connection is made of. The application proves itself by a secret or, better, by
 * a certificate whose private key never leaves Foyer. National clouds have addresses of their own.
 */
export const graphOptions = z
  .strictObject({
    tenantId: z.string().regex(/^[A-Za-z0-9.-]{1,253}$/, 'must be a tenant id or a domain'),
    clientId: z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'must be an application (client) id'),
    clientSecret: z.string().min(1).max(1_000).optional(),
    /** PEM of the private key that belongs to `certificate`. */
    certificateKey: pem.refine(isPrivateKey, 'must be an RSA private key in PEM').optional(),
    /** PEM of the certificate that was uploaded to the application. */
    certificate: pem.refine(isCertificate, 'must be a certificate in PEM').optional(),
    writeMode: z.enum(['invite', 'direct']).default('invite'),
    baseUrl: address.default('https://graph.microsoft.com'),
    authorityUrl: address.default('https://login.microsoftonline.com'),
    /** PEM of a private authority that signed the certificates of both addresses. */
    caCertificate: pem.optional(),
  })
  .superRefine(proveExactlyOnce);

/** As read from the connection's stored options. */
export type GraphOptions = z.output<typeof graphOptions>;
/** As an administrator gives them. */
export type GraphOptionsInput = z.input<typeof graphOptions>;

/** Options that go in and never come out. */
export const graphSecretFields: readonly string[] = ['clientSecret', 'certificateKey'];

interface Proofs {
  readonly clientSecret?: string | undefined;
  readonly certificateKey?: string | undefined;
  readonly certificate?: string | undefined;
}

function proveExactlyOnce(options: Proofs, ctx: z.RefinementCtx): void {
  const refuse = (path: keyof Proofs, message: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message });
  const { clientSecret, certificateKey, certificate } = options;
  const byCertificate = certificateKey !== undefined || certificate !== undefined;
  if (clientSecret === undefined && !byCertificate) {
    refuse('clientSecret', 'a secret, or a certificate with its key, is needed');
  }
  if (clientSecret !== undefined && byCertificate) {
    refuse('clientSecret', 'either a secret or a certificate, not both');
  }
  if (certificateKey === undefined && certificate !== undefined) {
    refuse('certificateKey', "the certificate's private key is missing");
  }
  if (certificateKey === undefined || certificate === undefined) {
    if (certificateKey !== undefined) refuse('certificate', 'the certificate is missing');
    return;
  }
  if (!belongTogether(certificateKey, certificate)) {
    refuse('certificateKey', 'the key does not belong to the certificate');
  }
}

function isPlain(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return [username, password, search, hash].every((part) => part === '');
}

function isPrivateKey(text: string): boolean {
  return parses(() => createPrivateKey(text).asymmetricKeyType === 'rsa');
}

function isCertificate(text: string): boolean {
  return parses(() => new X509Certificate(text).publicKey.type === 'public');
}

function belongTogether(key: string, certificate: string): boolean {
  return parses(() => new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)));
}

/** node:crypto tells what it cannot read by throwing. */
function parses(attempt: () => boolean): boolean {
  try {
    return attempt();
  } catch {
    return false;
  }
}
