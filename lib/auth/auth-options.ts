import type { Account, AuthOptions, LoggerInstance, Profile, User } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import type { AuthLog } from '@/lib/auth/auth-log';
import type { AuthSettings } from '@/lib/auth/auth-settings';
import { createDemoProvider } from '@/lib/auth/demo-provider';
import { fromOidcClaims } from '@/lib/auth/oidc-claims';
import { createOidcProvider } from '@/lib/auth/oidc-provider';
import { isSecure, sessionCookie } from '@/lib/auth/session-cookie';
import { toSessionToken } from '@/lib/auth/session-token';
import type { PeopleStore, SignedInPerson } from '@/lib/db/ports';

/** A working week and a weekend: signing in again is one click at the organisation's provider. */
const sessionMaxAgeSeconds = 7 * 24 * 3_600;

export interface AuthOptionsDeps {
  readonly env: AuthSettings;
  readonly secrets: { readonly authSecret: string };
  readonly people: Pick<PeopleStore, 'findById' | 'signIn'>;
  readonly log: AuthLog;
}

/**
 * Everything that next-auth is told. The session is an encrypted cookie that names the person and
 * their session number; each request checks both against the database.
 * @throws UnsafeIssuerError for an OpenID provider over plain http elsewhere.
 */
export function createAuthOptions({ env, secrets, people, log }: AuthOptionsDeps): AuthOptions {
  const { oidc } = env;
  return {
    providers: [
      ...(oidc ? [createOidcProvider(oidc)] : []),
      ...(env.demo ? [createDemoProvider({ people, log })] : []),
    ],
    secret: secrets.authSecret,
    session: { strategy: 'jwt', maxAge: sessionMaxAgeSeconds },
    useSecureCookies: isSecure(env.publicUrl),
    cookies: { sessionToken: sessionCookie(env.publicUrl) },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/' },
    logger: toNextAuthLogger(log),
    callbacks: {
      redirect: ({ url, baseUrl }) => withinOrigin(url, baseUrl),
      signIn: ({ account, profile }) => {
        if (account?.type !== 'oauth') return true;
        const result = readIdentity(profile, oidc?.issuer);
        return 'identity' in result || `/sign-in?error=${result.refusal}`;
      },
      jwt: async ({ token, user, account, profile }) => {
        const signedIn = await findSignedIn(people, { user, account, profile }, oidc?.issuer);
        return signedIn ? toToken(signedIn) : token;
      },
    },
  };
}

interface SignIn {
  readonly user: User;
  readonly account: Account | null;
  readonly profile?: Profile | undefined;
}

/** Null when the token is only read again, which leaves it as it is. */
async function findSignedIn(
  people: AuthOptionsDeps['people'],
  { user, account, profile }: SignIn,
  issuer: string | undefined,
): Promise<SignedInPerson | null> {
  if (!account) return null;
  if (account.type !== 'oauth') return requirePerson(await people.findById(user.id));
  const result = readIdentity(profile, issuer);
  if ('refusal' in result) throw new Error(`sign-in refused: ${result.refusal}`);
  return people.signIn(result.identity);
}

function readIdentity(profile: Profile | undefined, issuer: string | undefined) {
  return fromOidcClaims({ ...profile }, issuer ?? '');
}

function requirePerson(found: SignedInPerson | null): SignedInPerson {
  if (!found) throw new Error('the person who signs in is gone');
  return found;
}

function toToken({ person, sessionEpoch }: SignedInPerson): JWT {
  return toSessionToken({ personId: person.id, sessionEpoch });
}

/** Never sends anybody elsewhere after signing in or out. */
function withinOrigin(url: string, origin: string): string {
  const target = URL.canParse(url, origin) ? new URL(url, origin) : null;
  return target?.origin === origin ? target.href : origin;
}

/** next-auth's details hold tokens and profiles; only the code and the error's words are kept. */
function toNextAuthLogger(log: AuthLog): Partial<LoggerInstance> {
  return {
    error: (code, metadata) => {
      const error = metadata instanceof Error ? metadata : metadata.error;
      log.error({ code, error: error?.name, reason: error?.message }, 'signing in failed');
    },
    warn: (code) => log.warn({ code }, 'next-auth warns'),
  };
}
