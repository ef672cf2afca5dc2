import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signOut, startSignIn } from '@/lib/http/client/session';

const answer = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal('fetch', answer));
afterEach(() => {
  vi.unstubAllGlobals();
  answer.mockReset();
});

function answers(url: unknown): void {
  answer.mockResolvedValueOnce(Response.json({ csrfToken: 't1' }));
  answer.mockResolvedValueOnce(Response.json({ url }));
}

const sent = () => ({
  address: answer.mock.calls[1]?.[0],
  fields: Object.fromEntries(answer.mock.calls[1]?.[1]?.body as URLSearchParams),
});

describe('signing in', () => {
  test('by the organisation goes where the provider is', async () => {
    answers('https://login.example.org/authorize');
    const next = await startSignIn({ way: 'oidc' }, '/grid');
    expect(next).toBe('https://login.example.org/authorize');
    expect(sent()).toEqual({
      address: '/api/auth/signin/oidc',
      fields: { callbackUrl: '/grid', csrfToken: 't1', json: 'true' },
    });
  });

  test('as a demo person names the person', async () => {
    answers('/');
    await startSignIn({ way: 'demo', personId: 'p1' }, '/');
    expect(sent()).toMatchObject({
      address: '/api/auth/callback/demo',
      fields: { personId: 'p1', csrfToken: 't1' },
    });
  });

  test('fails in a typed way when nobody answers', async () => {
    answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(startSignIn({ way: 'oidc' }, '/')).rejects.toMatchObject({ kind: 'offline' });
  });

  test('fails in a typed way when the answer says nothing', async () => {
    answers(null);
    await expect(startSignIn({ way: 'oidc' }, '/')).rejects.toMatchObject({ kind: 'unreadable' });
  });
});

test('signing out comes back to the sign-in page', async () => {
  answers('/sign-in');
  expect(await signOut()).toBe('/sign-in');
  expect(sent()).toMatchObject({ address: '/api/auth/signout', fields: { csrfToken: 't1' } });
});
