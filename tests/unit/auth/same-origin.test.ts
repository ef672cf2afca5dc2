import { describe, expect, it } from 'vitest';
import { isSameOrigin, passesOriginCheck } from '@/lib/auth/same-origin';

const publicUrl = 'https://rooms.example.org';

function requestWith(headers: Record<string, string>, method = 'POST'): Request {
  return new Request('http://10.0.0.7:3000/api/v1/bookings', { method, headers });
}

const inside = { host: '10.0.0.7:3000' };

describe('isSameOrigin', () => {
  it.each([
    ['the public address', { ...inside, origin: publicUrl }],
    ['the host that was asked', { ...inside, origin: 'http://10.0.0.7:3000' }],
    ['its own word alone', { ...inside, 'sec-fetch-site': 'same-origin' }],
    ['both', { ...inside, origin: publicUrl, 'sec-fetch-site': 'same-origin' }],
    [
      'the host that a proxy forwards',
      { ...inside, origin: 'https://b.example', 'x-forwarded-host': 'b.example' },
    ],
    [
      'the first of several forwarded hosts',
      { ...inside, origin: 'https://b.example', 'x-forwarded-host': 'b.example, c.example' },
    ],
    [
      'a host with its default port spelled out',
      { host: 'b.example:443', origin: 'https://b.example' },
    ],
    ['a host in capitals', { host: 'B.Example', origin: 'http://b.example' }],
  ])('accepts %s', (_, headers) => {
    expect(isSameOrigin(requestWith(headers), publicUrl)).toBe(true);
  });

  it.each([
    ['a foreign origin', { ...inside, origin: 'https://evil.example' }],
    ['no statement at all', inside],
    ['an opaque origin', { ...inside, origin: 'null' }],
    ['an empty origin', { ...inside, origin: '' }],
    ['a subdomain', { ...inside, origin: 'https://a.rooms.example.org' }],
    ['a parent domain', { ...inside, origin: 'https://example.org' }],
    ['a name that only begins alike', { ...inside, origin: 'https://rooms.example.org.evil.tld' }],
    ['a public address in another scheme', { ...inside, origin: 'http://rooms.example.org' }],
    ['another port of the public address', { ...inside, origin: `${publicUrl}:8443` }],
    ['another port of the host', { ...inside, origin: 'http://10.0.0.7:3001' }],
    ['a later forwarded host', { origin: 'https://c.tld', 'x-forwarded-host': 'b.tld, c.tld' }],
    ['a cross-site fetch', { ...inside, origin: publicUrl, 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { ...inside, origin: publicUrl, 'sec-fetch-site': 'same-site' }],
    ['a fetch from nowhere', { ...inside, 'sec-fetch-site': 'none' }],
    [
      'statements that disagree',
      { ...inside, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['a host that is none', { host: '@', origin: 'https://evil.example' }],
  ])('refuses %s', (_, headers) => {
    expect(isSameOrigin(requestWith(headers), publicUrl)).toBe(false);
  });
});

describe('passesOriginCheck', () => {
  const foreign = { ...inside, origin: 'https://evil.example' };

  it.each(['GET', 'HEAD', 'OPTIONS'])('lets %s through from anywhere', (method) => {
    const request = requestWith(foreign, method);
    expect(passesOriginCheck({ request, via: 'session', publicUrl })).toBe(true);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('asks %s by cookie for its origin', (method) => {
    const check = (headers: Record<string, string>) =>
      passesOriginCheck({ request: requestWith(headers, method), via: 'session', publicUrl });
    expect(check(foreign)).toBe(false);
    expect(check({ ...inside, origin: publicUrl })).toBe(true);
  });

  it('does not ask a token', () => {
    const request = requestWith(foreign);
    expect(passesOriginCheck({ request, via: 'token', publicUrl })).toBe(true);
  });
});
