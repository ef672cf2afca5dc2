import { expect, test } from 'vitest';
import {
  createAuthorization,
  formatDigest,
  parseDigestChallenge,
} from '@/lib/calendar/backends/caldav/authorization';
import { caldavOptions } from '@/lib/calendar/backends/caldav/options';

const nonce = 'dcd98b7102dd2f0e8b11d0f600bfb0c093';
const challengeOf = (algorithm: string) =>
  `Negotiate, Digest realm="testrealm@host.com", qop="auth, auth-int", algorithm=${algorithm}, ` +
  `nonce="${nonce}", opaque="5ccc069c403ebaf9f0171e9517f40e41", Basic realm="x"`;

/** The first as RFC 2617 section 3.5 prints it, the second by Python's hashlib. */
test.each([
  ['MD5', '6629fae49393a05397450978507c4ef1'],
  ['SHA-256', '5abdd07184ba512a22c53f41470e5eea7dcaa3a93a59b630c13dfe0a5dc6e38b'],
])('a known challenge is answered as elsewhere, in %s', (algorithm, response) => {
  const challenge = parseDigestChallenge(challengeOf(algorithm));
  if (!challenge) throw new Error('no challenge');
  const header = formatDigest({
    challenge,
    account: { username: 'Mufasa', password: 'Circle Of Life' },
    method: 'GET',
    uri: '/dir/index.html',
    cnonce: '0a4f113b',
    count: 1,
  });
  expect(header).toContain(`response="${response}"`);
  expect(header).toContain('nc=00000001');
  expect(header).toContain('opaque="5ccc069c403ebaf9f0171e9517f40e41"');
});

test('other schemes, and algorithms that nobody knows, are no challenge', () => {
  expect(parseDigestChallenge('Basic realm="Digest nonce=1"')).toBeNull();
  expect(parseDigestChallenge(challengeOf('SHA-512-256'))).toBeNull();
  expect(parseDigestChallenge('Digest realm="x", qop="auth-int", nonce="1"')).toBeNull();
});

test('nothing is said before the server asks; the same question twice is a refusal', () => {
  const options = caldavOptions.parse({
    serverUrl: 'https://dav.example.org/',
    username: 'Mufasa',
    password: 'Circle Of Life',
    auth: 'digest',
  });
  const authorization = createAuthorization(options);
  const request = { method: 'GET', url: new URL('https://dav.example.org/a/?b=c') };
  const asked = new Headers({ 'www-authenticate': challengeOf('MD5') });
  expect(authorization.headerFor(request)).toBeNull();
  expect(authorization.hear(asked)).toBe(true);
  expect(authorization.headerFor(request)).toContain('uri="/a/?b=c"');
  expect(authorization.headerFor(request)).toContain('nc=00000002');
  expect(authorization.hear(asked)).toBe(false);
});
