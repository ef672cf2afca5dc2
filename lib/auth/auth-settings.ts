/** What sign-in takes from the environment. */
export interface AuthSettings {
  /** The origin that people open, without a trailing slash. */
  readonly publicUrl: string;
  /** Sign-in without a password. */
  readonly demo: boolean;
  readonly oidc: OidcSettings | null;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The ways to sign in, by the ids of next-auth's providers; empty: only tokens work. */
export type SignInWay = 'oidc' | 'demo';

export function signInWays({ demo, oidc }: AuthSettings): readonly SignInWay[] {
  return [...(oidc ? (['oidc'] as const) : []), ...(demo ? (['demo'] as const) : [])];
}
