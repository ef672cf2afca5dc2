import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { OidcSettings } from '@/lib/auth/auth-settings';
import { isLoopback } from '@/lib/auth/is-loopback';
import type { OidcClaims } from '@/lib/auth/oidc-claims';
import { discoveryUrl } from '@/lib/auth/oidc-discovery';
import { UnsafeIssuerError } from '@/lib/auth/unsafe-issuer-error';

const timeoutMs = 10_000;

type UserinfoEndpoint = Exclude<OAuthConfig<OidcClaims>['userinfo'], string | undefined>;
type UserinfoRequest = NonNullable<UserinfoEndpoint['request']>;
type Tokens = Parameters<UserinfoRequest>[0]['tokens'];
type Client = Parameters<UserinfoRequest>[0]['client'];

/**
 * Any OpenID Connect provider, by discovery.
 * @throws UnsafeIssuerError for an issuer over plain http, unless it is on this machine: whoever
 * listens in between could sign in as anybody.
 */
export function createOidcProvider(settings: OidcSettings): OAuthConfig<OidcClaims> {
  requireSafeIssuer(settings.issuer);
  return {
    id: 'oidc',
    name: 'OpenID Connect',
    type: 'oauth',
    wellKnown: discoveryUrl(settings.issuer),
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    userinfo: { request: readClaims },
    httpOptions: { timeout: timeoutMs },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

function requireSafeIssuer(issuer: string): void {
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'https:' || isLoopback(hostname)) return;
  throw new UnsafeIssuerError(
    'AUTH_OIDC_ISSUER must begin with https://. Plain http is accepted on this machine only ' +
      '(localhost, 127.0.0.1).',
  );
}

/**
 * The claims of the verified id token, and those of the userinfo endpoint when the id token leaves
 * out the address, as many providers do to keep it short. The id token's own claims win.
 */
const readClaims: UserinfoRequest = async ({ tokens, client }) => {
  const claims = claimsOf(tokens);
  if (claims.email !== undefined || !tokens.access_token) return claims;
  const userinfo = await readUserinfo(client, tokens.access_token);
  // OpenID Connect Core, section 5.3.2: otherwise the two may speak of different people.
  if (userinfo.sub !== claims.sub) throw new Error('userinfo is about somebody else');
  return { ...userinfo, ...claims };
};

/** next-auth's type hides that these are openid-client's tokens, whose id token it has verified. */
function claimsOf(tokens: Tokens): OidcClaims {
  if (typeof tokens.claims !== 'function') throw new Error('the tokens have no claims');
  return { ...tokens.claims() };
}

/** Some providers, ProConnect among them, sign the answer: OpenID Connect Core, section 5.3.2. */
async function readUserinfo(client: Client, accessToken: string): Promise<OidcClaims> {
  try {
    return await client.userinfo(accessToken);
  } catch (error) {
    if (!isSignedAnswer(error)) throw error;
    const verifying = new client.issuer.Client({
      ...client.metadata,
      userinfo_signed_response_alg: 'RS256',
    });
    return verifying.userinfo(accessToken);
  }
}

function isSignedAnswer(error: unknown): boolean {
  const { response } = Object(error) as {
    readonly response?: { readonly headers?: Readonly<Record<string, unknown>> };
  };
  return (
    error instanceof SyntaxError &&
    String(response?.headers?.['content-type']).startsWith('application/jwt')
  );
}
