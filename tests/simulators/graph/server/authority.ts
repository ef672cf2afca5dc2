import { createSecretKey, randomBytes, randomUUID, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import type { Caller } from '../graph-call';
import { GraphFailure } from '../graph-failure';

export interface AuthoritySettings {
  readonly tenantId: string;
  readonly clientId: string;
  readonly now: () => number;
  /** Where this server stands: `https://host:port`. */
  readonly origin: string;
}

/** One app registration in one tenant, and the tokens given out for it. */
export interface Authority {
  /** Answers `POST /{tenant}/oauth2/v2.0/token`. */
  issue(tenant: string, form: URLSearchParams): Promise<TokenAnswer>;
  /** @throws GraphFailure 401 as Graph answers it. */
  authenticate(authorization: string | undefined): Promise<Caller>;
  /** Application permissions that tokens carry from now on. */
  roles: readonly string[];
  /** Null: no secret is accepted. */
  secret: string | null;
  isSecretExpired: boolean;
  lifetimeSeconds: number;
  /** What tokens may be asked for: Graph by its usual name, and by every origin it is reached at. */
  readonly resources: Set<string>;
  /** PEM certificates that may sign assertions. */
  readonly certificates: string[];
  /** Makes every token given out so far worthless. */
  revokeTokens(): void;
  readonly issued: () => number;
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const graphResource = 'https://graph.microsoft.com';

export function createAuthority(settings: AuthoritySettings): Authority {
  const keys = { current: createSecretKey(randomBytes(32)) };
  let issued = 0;
  const authority: Authority = {
    roles: [],
    secret: randomUUID(),
    isSecretExpired: false,
    lifetimeSeconds: 3_599,
    resources: new Set([graphResource, settings.origin]),
    certificates: [],
    issued: () => issued,
    revokeTokens() {
      keys.current = createSecretKey(randomBytes(32));
    },
    async issue(tenant, form) {
      const refusal =
        refuseForm(settings, authority, tenant, form) ??
        (await refuseClient(settings, authority, form));
      if (refusal) return refuse(refusal, settings.now());
      issued += 1;
      const nowSeconds = Math.floor(settings.now() / 1_000);
      const token = await new SignJWT({ appid: settings.clientId, roles: [...authority.roles] })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setAudience(graphResource)
        .setIssuer(`https://sts.windows.net/${settings.tenantId}/`)
        .setIssuedAt(nowSeconds)
        .setJti(randomUUID())
        .setExpirationTime(nowSeconds + authority.lifetimeSeconds)
        .sign(keys.current);
      const expiry = authority.lifetimeSeconds;
      return {
        status: 200,
        body: {
          token_type: 'Bearer',
          expires_in: expiry,
          ext_expires_in: expiry,
          access_token: token,
        },
      };
    },
    async authenticate(authorization) {
      const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw unauthenticated('Access token is empty.');
      try {
        const { payload } = await jwtVerify(token, keys.current, {
          audience: graphResource,
          currentDate: new Date(settings.now()),
        });
        return { applicationId: String(payload.appid), roles: payload.roles as string[] };
      } catch (error) {
        if (error instanceof errors.JWTExpired) {
          throw unauthenticated('Lifetime validation failed, the token is expired.');
        }
        if (error instanceof errors.JOSEError) {
          throw unauthenticated('Access token validation failure. Invalid signature.');
        }
        throw error;
      }
    },
  };
  return authority;
}

interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly text: string;
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function refuseForm(
  { tenantId, clientId }: AuthoritySettings,
  { resources }: Pick<Authority, 'resources'>,
  tenant: string,
  form: URLSearchParams,
): Refusal | null {
  if (tenant.toLowerCase() !== tenantId) {
    const text = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`;
    return { status: 400, error: 'invalid_request', code: 90002, text };
  }
  if (form.get('grant_type') !== 'client_credentials') {
    const text = 'The app requested an unsupported grant type.';
    return { status: 400, error: 'unsupported_grant_type', code: 70003, text };
  }
  if (form.get('client_id') !== clientId) {
    const text = `Application with identifier '${form.get('client_id')}' was not found in the directory.`;
    return { status: 400, error: 'unauthorized_client', code: 700016, text };
  }
  const scope = form.get('scope') ?? '';
  if (!scope.endsWith('/.default')) {
    const text = `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    return { status: 400, error: 'invalid_scope', code: 1002012, text };
  }
  const resource = scope.slice(0, -'/.default'.length).replace(/\/$/, '');
  if (!resources.has(resource)) {
    const text = `The resource principal named ${resource} was not found in the tenant.`;
    return { status: 400, error: 'invalid_resource', code: 500011, text };
  }
  return null;
}

async function refuseClient(
  settings: AuthoritySettings,
  authority: Authority,
  form: URLSearchParams,
): Promise<Refusal | null> {
  const app = `app '${settings.clientId}'`;
  const refused = (code: number, text: string) =>
    ({ status: 401, error: 'invalid_client', code, text }) as const;
  if (form.get('client_assertion_type') === assertionType) {
    return (await isSigned(settings, authority, form.get('client_assertion') ?? ''))
      ? null
      : refused(
          700027,
          `The certificate with identifier used to sign the client assertion is not registered on application, or the assertion is not valid: ${app}.`,
        );
  }
  const secret = form.get('client_secret');
  if (secret === null) {
    return refused(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  if (secret !== authority.secret) {
    return refused(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to ${app}.`,
    );
  }
  return authority.isSecretExpired
    ? refused(7000222, `The provided client secret keys for ${app} are expired.`)
    : null;
}

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
async function isSigned(
  settings: AuthoritySettings,
  authority: Authority,
  assertion: string,
): Promise<boolean> {
  try {
    const header = decodeProtectedHeader(assertion);
    const certificate = authority.certificates
      .map((pem) => new X509Certificate(pem))
      .find((each) => isNamedBy(each, header));
    if (!certificate) return false;
    await jwtVerify(assertion, certificate.publicKey, {
      issuer: settings.clientId,
      subject: settings.clientId,
      audience: `${settings.origin}/${settings.tenantId}/oauth2/v2.0/token`,
      algorithms: ['RS256', 'PS256'],
      requiredClaims: ['exp', 'jti', 'nbf'],
      currentDate: new Date(settings.now()),
    });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}

function isNamedBy(
  certificate: X509Certificate,
  header: { readonly x5t?: string; readonly 'x5t#S256'?: unknown },
): boolean {
  const toBase64url = (fingerprint: string) =>
    Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
  return (
    header['x5t#S256'] === toBase64url(certificate.fingerprint256) ||
    header.x5t === toBase64url(certificate.fingerprint)
  );
}

function refuse({ status, error, code, text }: Refusal, nowMs: number): TokenAnswer {
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ');
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}Z`,
      error_codes: [code],
      timestamp: `${timestamp}Z`,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}

function unauthenticated(message: string): GraphFailure {
  return new GraphFailure(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
  });
}
