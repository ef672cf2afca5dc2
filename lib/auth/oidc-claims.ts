import type { SignInError } from '@/lib/auth/sign-in-error';
import type { OidcIdentity } from '@/lib/db/ports';

/** What the provider says of the person: OpenID Connect Core, section 5.1. */
export type OidcClaims = Readonly<Record<string, unknown>>;

export type IdentityResult =
  | { readonly identity: OidcIdentity }
  | {
      readonly refusal: Extract<SignInError, 'OAuthCallback' | 'EmailMissing' | 'EmailNotVerified'>;
    };

const longestName = 200;

/**
 * The identity that the claims prove. An address that the provider calls unverified is refused: it
 * would let anybody take over the account of its owner. A provider that says nothing about it
 * vouches for its addresses, because it is the organisation's own.
 */
export function fromOidcClaims(claims: OidcClaims, issuer: string): IdentityResult {
  const { iss, sub, email } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string' || sub === '' || !same(iss, issuer)) {
    return { refusal: 'OAuthCallback' };
  }
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    return { refusal: 'EmailMissing' };
  }
  if (!mayTrustEmail(claims.email_verified)) return { refusal: 'EmailNotVerified' };
  return {
    identity: {
      issuer: iss,
      subject: sub,
      email: email.toLowerCase(),
      name: nameOf(claims, email),
    },
  };
}

/** Some providers write the boolean as text. */
function mayTrustEmail(verified: unknown): boolean {
  return verified === undefined || verified === true || verified === 'true';
}

/** ProConnect knows `usual_name` and neither `name` nor `family_name`. */
function nameOf(claims: OidcClaims, email: string): string {
  const whole = textOf(claims.name);
  const parts = [
    textOf(claims.given_name),
    textOf(claims.family_name) || textOf(claims.usual_name),
  ];
  const name = whole || parts.filter(Boolean).join(' ') || email;
  return name.slice(0, longestName);
}

function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim.trim() : '';
}

/** The configured address may have a slash that the issuer's own name lacks, or the other way. */
function same(issuer: string, configured: string): boolean {
  return issuer.replace(/\/$/, '') === configured.replace(/\/$/, '');
}
