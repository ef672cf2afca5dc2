import { encode } from 'next-auth/jwt';
import { describe, expect, it } from 'vitest';
import { formatAccessToken, hashAccessToken } from '@/lib/auth/access-token';
import { createCallerResolver } from '@/lib/auth/caller';
import { toSessionToken } from '@/lib/auth/session-token';
import { addMs, instant } from '@/lib/core/time/instant';
import { createMemoryPeople, createPerson } from '@/tests/support/memory-people';

const secret = 'a secret that only this test knows, 40+';
const now = instant(Date.UTC(2026, 10, 23));
const alice = createPerson();
const token = formatAccessToken(new Uint8Array(32).fill(1));

function setUp(publicUrl = 'http://localhost:3000') {
  const people = createMemoryPeople([alice]);
  const resolver = createCallerResolver({
    people,
    secrets: { authSecret: secret },
    clock: () => now,
    publicUrl,
  });
  const resolve = (headers: Record<string, string>) =>
    resolver.resolve(new Request('http://localhost:3000/', { headers }));
  const addToken = (expiresAt = null as ReturnType<typeof instant> | null) =>
    people.addToken({ personId: alice.id, hash: hashAccessToken(token), label: 'x', expiresAt });
  return { people, resolve, addToken };
}

interface Session {
  readonly personId?: string;
  readonly sessionEpoch?: number;
  readonly key?: string;
  readonly maxAgeSeconds?: number;
}

async function sessionOf(session: Session = {}): Promise<string> {
  return encode({
    token: toSessionToken({
      personId: session.personId ?? alice.id,
      sessionEpoch: session.sessionEpoch ?? 0,
    }),
    secret: session.key ?? secret,
    maxAge: session.maxAgeSeconds ?? 60,
  });
}

describe('a bearer token', () => {
  it('names its owner with one statement', async () => {
    const { people, resolve, addToken } = setUp();
    await addToken(addMs(now, 1));
    people.calls.length = 0;
    const caller = await resolve({ authorization: `Bearer ${token}` });
    expect(caller).toEqual({ person: alice, via: 'token' });
    expect(people.calls).toEqual(['findByTokenHash']);
  });

  it('may be announced in any case', async () => {
    const { resolve, addToken } = setUp();
    await addToken();
    expect(await resolve({ authorization: `bearer  ${token} ` })).not.toBeNull();
  });

  it('proves nobody once it has expired', async () => {
    const { resolve, addToken } = setUp();
    await addToken(now);
    expect(await resolve({ authorization: `Bearer ${token}` })).toBeNull();
  });

  it.each(['Bearer', 'Bearer x', 'Bearer foyer_', `Bearer ${token} ${token}`])(
    'that is malformed (%s) costs no statement, and the cookie does not help',
    async (authorization) => {
      const { people, resolve } = setUp();
      const cookie = `foyer.session=${await sessionOf()}`;
      expect(await resolve({ authorization, cookie })).toBeNull();
      expect(people.calls).toEqual([]);
    },
  );

  it('that nobody owns does not fall back to the cookie', async () => {
    const { resolve } = setUp();
    const cookie = `foyer.session=${await sessionOf()}`;
    expect(await resolve({ authorization: `Bearer ${token}`, cookie })).toBeNull();
  });

  it('does not have to be a token when a session is sent as one', async () => {
    const { resolve } = setUp();
    expect(await resolve({ authorization: `Bearer ${await sessionOf()}` })).toBeNull();
  });
});

describe('a session', () => {
  it('names its person with one statement', async () => {
    const { people, resolve } = setUp();
    const cookie = `theme=dark; foyer.session=${await sessionOf()}; other=%zz`;
    expect(await resolve({ cookie })).toEqual({ person: alice, via: 'session' });
    expect(people.calls).toEqual(['findById']);
  });

  it('stands beside another scheme, which a proxy may ask for', async () => {
    const { resolve } = setUp();
    const cookie = `foyer.session=${await sessionOf()}`;
    expect(await resolve({ cookie, authorization: 'Basic YTpi' })).not.toBeNull();
  });

  it('has the host prefix where people come by https, and only that counts', async () => {
    const { resolve } = setUp('https://rooms.example.org');
    const session = await sessionOf();
    expect(await resolve({ cookie: `__Host-foyer.session=${session}` })).not.toBeNull();
    expect(await resolve({ cookie: `foyer.session=${session}` })).toBeNull();
  });

  it('ends when the person signs out everywhere', async () => {
    const { people, resolve } = setUp();
    const cookie = `foyer.session=${await sessionOf()}`;
    people.raiseEpoch(alice.id);
    expect(await resolve({ cookie })).toBeNull();
    const renewed = await sessionOf({ sessionEpoch: 1 });
    expect(await resolve({ cookie: `foyer.session=${renewed}` })).not.toBeNull();
  });

  it.each([
    ['of a person who is gone', { personId: 'person-9' }],
    ['made with another secret', { key: 'b'.repeat(40) }],
    ['that has expired', { maxAgeSeconds: -60 }],
    ['without a number', { sessionEpoch: Number.NaN }],
  ])('%s proves nobody', async (_, session) => {
    const { resolve } = setUp();
    expect(await resolve({ cookie: `foyer.session=${await sessionOf(session)}` })).toBeNull();
  });

  it.each(['', 'x', 'a.b.c', 'a.b.c.d.e', '....', 'eyJhbGciOiJub25lIn0....', '%00', '"'])(
    'that is garbage (%s) proves nobody',
    async (garbage) => {
      const { people, resolve } = setUp();
      expect(await resolve({ cookie: `foyer.session=${garbage}` })).toBeNull();
      expect(people.calls).toEqual([]);
    },
  );

  it('damaged at any place proves nobody', async () => {
    const { resolve } = setUp();
    const session = await sessionOf();
    for (const at of [...Array(session.length).keys()].filter((index) => index % 7 === 0)) {
      const changed = session[at] === 'A' ? 'B' : 'A';
      const damaged = `${session.slice(0, at)}${changed}${session.slice(at + 1)}`;
      expect(await resolve({ cookie: `foyer.session=${damaged}` })).toBeNull();
    }
  });
});

describe('nobody', () => {
  it('is who sends nothing, at no cost', async () => {
    const { people, resolve } = setUp();
    expect(await resolve({})).toBeNull();
    expect(await resolve({ cookie: 'foyer.session' })).toBeNull();
    expect(people.calls).toEqual([]);
  });

  it('is not who could not be looked up', async () => {
    const { people, resolve } = setUp();
    people.failWith(new Error('the database is lost'));
    const cookie = `foyer.session=${await sessionOf()}`;
    await expect(resolve({ cookie })).rejects.toThrow('the database is lost');
    await expect(resolve({ authorization: `Bearer ${token}` })).rejects.toThrow('is lost');
  });
});
