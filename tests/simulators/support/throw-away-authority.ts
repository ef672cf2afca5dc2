import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { exportPrivateKey } from './export-private-key';

/** PEM texts for one HTTPS server of this machine and for those who shall trust it. */
export interface ServerIdentity {
  readonly caCertificate: string;
  readonly certificate: string;
  readonly privateKey: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 24 * 60 * 60_000;

export interface IdentityFlaws {
  /** The certificate names this host instead of this machine. */
  readonly host?: string;
  readonly expired?: boolean;
}

/** Makes an authority that signs one certificate for this machine and is then forgotten. */
export async function createServerIdentity(
  name: string,
  { host, expired = false }: IdentityFlaws = {},
): Promise<ServerIdentity> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const validity = {
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 2 * dayMs),
  };
  const serverValidity = expired
    ? { ...validity, notAfter: new Date(Date.now() - dayMs / 2) }
    : validity;
  const named: x509.JsonGeneralNames =
    host === undefined
      ? [
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]
      : [{ type: 'dns', value: host }];
  const authorityKeys = await generateKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: `CN=Throw-away authority of ${name}`,
    keys: authorityKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const serverKeys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    ...serverValidity,
    subject: `CN=${name}`,
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(named),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  return {
    caCertificate: authority.toString('pem'),
    certificate: certificate.toString('pem'),
    privateKey: await exportPrivateKey(serverKeys.privateKey),
  };
}

function generateKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>;
}
