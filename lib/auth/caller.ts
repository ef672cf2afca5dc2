import { hashAccessToken, isAccessToken } from '@/lib/auth/access-token';
import { readCookies } from '@/lib/auth/read-cookies';
import { sessionCookie } from '@/lib/auth/session-cookie';
import { readSessionToken } from '@/lib/auth/session-token';
import type { Person } from '@/lib/core/places/person';
import type { Instant } from '@/lib/core/time/instant';
import type { PeopleStore } from '@/lib/db/ports';

/** Who asks, and how they proved it. */
export interface Caller {
  readonly person: Person;
  readonly via: 'session' | 'token';
}

export interface CallerResolver {
  /**
   * Who sent the request; null when it proves nobody. A bearer token that is not valid never falls
   * back to the cookie. One database statement, and once a minute per token another that notes its
   * use; a failure is thrown, because it says nothing about the caller.
   */
  resolve(request: Pick<Request, 'headers'>): Promise<Caller | null>;
}

export interface CallerResolverDeps {
  readonly people: Pick<PeopleStore, 'findById' | 'findByTokenHash'>;
  readonly secrets: { readonly authSecret: string };
  readonly clock: () => Instant;
  /** The origin that people open. */
  readonly publicUrl: string;
}

export function createCallerResolver(deps: CallerResolverDeps): CallerResolver {
  const { people, secrets, clock } = deps;
  const cookie = sessionCookie(deps.publicUrl);

  async function fromToken(token: string): Promise<Caller | null> {
    if (!isAccessToken(token)) return null;
    const person = await people.findByTokenHash(hashAccessToken(token), clock());
    return person && { person, via: 'token' };
  }

  async function fromSession(token: string): Promise<Caller | null> {
    const claims = await readSessionToken(token, secrets.authSecret);
    if (!claims) return null;
    const found = await people.findById(claims.personId);
    if (found?.sessionEpoch !== claims.sessionEpoch) return null;
    return { person: found.person, via: 'session' };
  }

  return {
    resolve: async ({ headers }) => {
      const bearer = bearerToken(headers.get('authorization'));
      if (bearer !== null) return fromToken(bearer);
      const session = readCookies(headers.get('cookie')).get(cookie.name);
      return session === undefined ? null : fromSession(session);
    },
  };
}

/** RFC 6750 section 2.1; null for another scheme, which a proxy in front may have asked for. */
function bearerToken(header: string | null): string | null {
  const match = /^bearer(?:\s+(.*))?$/i.exec(header?.trim() ?? '');
  return match ? (match[1] ?? '') : null;
}
