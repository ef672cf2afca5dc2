import type { Person } from '@/lib/core/places/person';
import type { Instant } from '@/lib/core/time/instant';
import type { NewToken, OidcIdentity, PeopleStore, SignedInPerson } from '@/lib/db/ports';

/** A PeopleStore without a database, for tests where the database is not the point. */
export interface MemoryPeople extends PeopleStore {
  /** Names of the methods called so far: each would be one statement. */
  readonly calls: string[];
  readonly tokens: NewToken[];
  readonly identities: ReadonlyMap<string, OidcIdentity>;
  /** What signing out everywhere does. */
  raiseEpoch(personId: string): void;
  /** From now on every call fails with this, as a lost database does; null: no more. */
  failWith(error: Error | null): void;
}

export function createPerson(change: Partial<Person> = {}): Person {
  return {
    id: 'person-1',
    organisationId: 'organisation-1',
    email: 'alice@example.org',
    name: 'Alice Martin',
    role: 'employee',
    locale: null,
    timeZone: null,
    hourCycle: null,
    firstWeekday: null,
    ...change,
  };
}

export function createMemoryPeople(initial: readonly Person[] = []): MemoryPeople {
  const people = new Map<string, SignedInPerson>();
  const identities = new Map<string, OidcIdentity>();
  const tokens: NewToken[] = [];
  const calls: string[] = [];
  let failure: Error | null = null;
  for (const person of initial) people.set(person.id, { person, sessionEpoch: 0 });

  function called(name: string): void {
    calls.push(name);
    if (failure) throw failure;
  }
  const byEmail = (email: string) =>
    [...people.values()].find(({ person }) => person.email === email.toLowerCase()) ?? null;
  function add(change: Partial<Person>): SignedInPerson {
    const added = { person: createPerson({ id: `person-${people.size + 1}`, ...change }) };
    const signedIn = { ...added, sessionEpoch: 0 };
    people.set(signedIn.person.id, signedIn);
    return signedIn;
  }

  return {
    calls,
    tokens,
    identities,
    raiseEpoch: (personId) => {
      const known = people.get(personId);
      if (!known) throw new Error(`no person ${personId}`);
      people.set(personId, { ...known, sessionEpoch: known.sessionEpoch + 1 });
    },
    failWith: (error) => {
      failure = error;
    },
    findById: async (personId) => {
      called('findById');
      return people.get(personId) ?? null;
    },
    findByEmail: async (email) => {
      called('findByEmail');
      return byEmail(email);
    },
    signIn: async (identity) => {
      called('signIn');
      const linked = [...identities].find(
        ([, known]) => known.issuer === identity.issuer && known.subject === identity.subject,
      );
      const known = linked ? people.get(linked[0]) : byEmail(identity.email);
      const signedIn = known ?? add({ email: identity.email, name: identity.name });
      identities.set(signedIn.person.id, identity);
      return signedIn;
    },
    findByTokenHash: async (hash, now: Instant) => {
      called('findByTokenHash');
      const token = tokens.find((known) => known.hash === hash);
      if (!token || (token.expiresAt !== null && token.expiresAt <= now)) return null;
      return people.get(token.personId)?.person ?? null;
    },
    ensurePerson: async ({ email, name, role }) => {
      called('ensurePerson');
      const known = byEmail(email);
      if (!known) return add({ email, name, role }).person;
      const person = { ...known.person, role };
      people.set(person.id, { ...known, person });
      return person;
    },
    addToken: async (token) => {
      called('addToken');
      tokens.push(token);
    },
    list: async () => {
      called('list');
      return [...people.values()].map(({ person }) => person);
    },
  };
}
