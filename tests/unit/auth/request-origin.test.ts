import { describe, expect, it } from 'vitest';
import { requestOrigin } from '@/lib/auth/request-origin';

const local = 'http://localhost:3000';
const ask = (headers: Record<string, string>) =>
  new Request('http://internal:3000/api/auth/csrf', { headers });

describe('requestOrigin', () => {
  it('is the configured address whatever the request says', () => {
    const request = ask({ host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    expect(requestOrigin(request, 'https://rooms.example.org')).toBe('https://rooms.example.org');
  });

  it.each([
    [{}, 'http://internal:3000'],
    [{ host: '127.0.0.1:3000' }, 'http://127.0.0.1:3000'],
    [{ host: 'a:1', 'x-forwarded-host': 'b.example' }, 'http://b.example'],
    [
      { host: 'a:1', 'x-forwarded-host': 'b.example, c', 'x-forwarded-proto': 'https,http' },
      'https://b.example',
    ],
    [{ host: '[::1]:3000' }, 'http://[::1]:3000'],
  ])('is what the request says where no address is configured: %o', (headers, expected) => {
    expect(requestOrigin(ask(headers), local)).toBe(expected);
  });

  it.each([
    { host: 'a/b' },
    { host: 'user@evil.example' },
    { host: 'a\\b' },
    { host: 'a:99999' },
    { host: 'a', 'x-forwarded-proto': 'javascript' },
  ])('ignores what is no origin: %o', (headers) => {
    expect(requestOrigin(ask(headers), local)).toBe(local);
  });
});
