import { describe, expect, it } from 'vitest';
import { hashAccessToken, isAccessToken } from '@/lib/auth/access-token';
import { issueToken, type TokenRequest } from '@/lib/auth/issue-token';
import { addMs, instant } from '@/lib/core/time/instant';
import { createMemoryPeople, createPerson } from '@/tests/support/memory-people';

const now = instant(Date.UTC(2026, 10, 23));

function setUp() {
  const people = createMemoryPeople([createPerson()]);
  const issue = (request: Partial<TokenRequest>) =>
    issueToken(
      { people, clock: () => now, random: (bytes) => new Uint8Array(bytes).fill(9) },
      { email: 'alice@example.org', label: 'script', ...request },
    );
  return { people, issue };
}

describe('issueToken', () => {
  it('answers the text and stores only its hash', async () => {
    const { people, issue } = setUp();
    const token = await issue({});
    expect(isAccessToken(token)).toBe(true);
    expect(people.tokens).toEqual([
      { personId: 'person-1', hash: hashAccessToken(token), label: 'script', expiresAt: null },
    ]);
  });

  it('makes the person when a role is given', async () => {
    const { people, issue } = setUp();
    await issue({ email: ' Bob.Stone@Example.org ', role: 'manager' });
    const found = await people.findByEmail('bob.stone@example.org');
    expect(found?.person).toMatchObject({ name: 'bob.stone', role: 'manager' });
    expect(people.tokens[0]?.personId).toBe(found?.person.id);
  });

  it('keeps the expiry', async () => {
    const { people, issue } = setUp();
    await issue({ expiresAt: addMs(now, 1) });
    expect(people.tokens[0]?.expiresAt).toBe(addMs(now, 1));
  });

  it.each([
    ['an unknown address without a role', { email: 'nobody@example.org' }, 'not-found'],
    ['something that is no address', { email: 'alice', role: 'admin' }, 'invalid-input'],
    ['an endless address', { email: `${'a'.repeat(300)}@example.org` }, 'invalid-input'],
    ['an empty label', { label: ' ' }, 'invalid-input'],
    ['an endless label', { label: 'x'.repeat(101) }, 'invalid-input'],
    ['an expiry that has come', { expiresAt: now }, 'invalid-input'],
  ] as const)('refuses %s and stores nothing', async (_, request, code) => {
    const { people, issue } = setUp();
    await expect(issue(request)).rejects.toMatchObject({ code });
    expect(people.tokens).toEqual([]);
    expect(await people.list()).toHaveLength(1);
  });
});
