import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Context } from 'oidc-provider';

/** What the provider says of whoever signs in. */
export interface OidcAccount {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly given_name?: string;
  readonly usual_name?: string;
}

export interface OidcProviderOptions {
  readonly redirectUris: readonly string[];
  /** Where it tells the address: providers differ. */
  readonly claimsIn: 'id-token' | 'userinfo' | 'signed-userinfo';
  /** Claims by the scope that asks for them; absent: the standard ones. */
  readonly scopes?: Readonly<Record<string, readonly string[]>>;
}

/** A real OpenID provider on 127.0.0.1 that a test starts and ends; it demands PKCE. */
export interface TestOidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who the next browser without a session there signs in as, without being asked. */
  signInAs(account: OidcAccount): void;
  stop(): Promise<void>;
}

const clientId = 'foyer';
const standardScopes = { email: ['email', 'email_verified'], profile: ['name'] };

export async function startOidcProvider(options: OidcProviderOptions): Promise<TestOidcProvider> {
  const clientSecret = randomBytes(24).toString('base64url');
  const accounts = new Map<string, OidcAccount>();
  let next: OidcAccount | null = null;
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listen(server)}`;
  const provider = new Provider(issuer, {
    ...configuration(options, clientSecret),
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => accounts.get(sub),
    }),
  });
  const answer = provider.callback();
  const signIn = async (request: IncomingMessage, response: ServerResponse) => {
    if (!next) throw new Error('nobody was told to sign in');
    await provider.interactionFinished(request, response, { login: { accountId: next.sub } });
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const work = request.url?.startsWith('/interaction/') ? signIn : answer;
    work(request, response).catch((error: unknown) => response.destroy(toError(error)));
  });
  return {
    issuer,
    clientId,
    clientSecret,
    signInAs: (account) => {
      accounts.set(account.sub, account);
      next = account;
    },
    stop: () => close(server),
  };
}

function configuration(options: OidcProviderOptions, clientSecret: string) {
  const scopes = options.scopes ?? standardScopes;
  const signed = options.claimsIn === 'signed-userinfo';
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: options.redirectUris,
        ...(signed ? { userinfo_signed_response_alg: 'RS256' } : {}),
      },
    ],
    claims: { openid: ['sub'], ...scopes },
    scopes: ['openid', ...Object.keys(scopes)],
    // True keeps the claims of the person out of the id token, as the specification prefers.
    conformIdTokenClaims: options.claimsIn !== 'id-token',
    features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: signed } },
    pkce: { required: () => true },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: (context: Context) => consentToAll(context, Object.keys(scopes)),
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [createSigningKey()] },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 60,
      Interaction: 60,
      Session: 600,
    },
  };
}

async function consentToAll({ oidc }: Context, scopes: readonly string[]) {
  const { clientId: client } = oidc.client;
  const grant = new oidc.provider.Grant({ clientId: client, accountId: oidc.session.accountId });
  grant.addOIDCScope(['openid', ...scopes].join(' '));
  await grant.save();
  return grant;
}

function createSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
