import { decode, type JWT } from 'next-auth/jwt';

/** What a session remembers; everything else about the person is read anew on each request. */
export interface SessionClaims {
  readonly personId: string;
  /** A person whose number is another by now has signed out everywhere. */
  readonly sessionEpoch: number;
}

export function toSessionToken({ personId, sessionEpoch }: SessionClaims): JWT {
  return { sub: personId, sessionEpoch };
}

/** Null for a token that this secret did not make, that is damaged, or that has expired. */
export async function readSessionToken(
  token: string,
  secret: string,
): Promise<SessionClaims | null> {
  const claims = await decodeOrNull(token, secret);
  if (!claims) return null;
  const { sub: personId, sessionEpoch } = claims;
  if (typeof personId !== 'string' || typeof sessionEpoch !== 'number') return null;
  return { personId, sessionEpoch };
}

/** Decoding asks nobody: whatever it throws (jose has TypeErrors too), the token is to blame. */
async function decodeOrNull(token: string, secret: string): Promise<JWT | null> {
  return decode({ token, secret }).catch(() => null);
}
