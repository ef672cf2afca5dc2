import { describe, expect, it } from 'vitest';
import { fromOidcClaims } from '@/lib/auth/oidc-claims';

const issuer = 'https://login.example.org/realms/office';
const claims = { iss: issuer, sub: 's-1', email: 'Alice@Example.org', name: 'Alice' };

describe('fromOidcClaims', () => {
  it('names issuer, subject, address and name', () => {
    expect(fromOidcClaims({ ...claims, email_verified: true }, issuer)).toEqual({
      identity: { issuer, subject: 's-1', email: 'alice@example.org', name: 'Alice' },
    });
  });

  it.each([
    [`${issuer}/`, issuer],
    [issuer, `${issuer}/`],
  ])('keeps the issuer as the provider writes it (%s)', (iss, configured) => {
    const result = fromOidcClaims({ ...claims, iss }, configured);
    expect(result).toMatchObject({ identity: { issuer: iss } });
  });

  it.each([true, 'true', undefined])('trusts an address that is verified: %s', (verified) => {
    expect(fromOidcClaims({ ...claims, email_verified: verified }, issuer)).toHaveProperty(
      'identity',
    );
  });

  it.each([false, 'false', null, 0, 1, '', 'yes'])('refuses one that is: %s', (verified) => {
    expect(fromOidcClaims({ ...claims, email_verified: verified }, issuer)).toEqual({
      refusal: 'EmailNotVerified',
    });
  });

  it.each([undefined, null, '', 'alice', 'a b@example.org', 'a@b@c', 7])(
    'refuses what is no address: %s',
    (email) => {
      expect(fromOidcClaims({ ...claims, email }, issuer)).toEqual({ refusal: 'EmailMissing' });
    },
  );

  it.each([
    { iss: 'https://login.example.org/realms/other' },
    { iss: undefined },
    { sub: '' },
    { sub: 7 },
  ])('refuses another issuer or no subject: %o', (change) => {
    expect(fromOidcClaims({ ...claims, ...change }, issuer)).toEqual({
      refusal: 'OAuthCallback',
    });
  });

  it.each([
    [{ given_name: 'Zoé', family_name: 'Petit' }, 'Zoé Petit'],
    [{ given_name: 'Zoé', usual_name: 'Petit' }, 'Zoé Petit'],
    [{ name: ' ', family_name: 'Petit' }, 'Petit'],
    [{ name: 7 }, 'Alice@Example.org'],
    [{ name: 'x'.repeat(300) }, 'x'.repeat(200)],
  ])('finds a name in %o', (names, name) => {
    const result = fromOidcClaims({ ...claims, name: undefined, ...names }, issuer);
    expect(result).toMatchObject({ identity: { name } });
  });
});
