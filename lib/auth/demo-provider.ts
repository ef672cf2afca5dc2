import type { CredentialsConfig } from 'next-auth/providers/credentials';
import type { AuthLog } from '@/lib/auth/auth-log';
import type { SignInError } from '@/lib/auth/sign-in-error';
import type { PeopleStore } from '@/lib/db/ports';

export interface DemoProviderDeps {
  readonly people: Pick<PeopleStore, 'findById'>;
  readonly log: AuthLog;
}

const unavailable: SignInError = 'Unavailable';

/** Signs in whoever is named, without a password: for the demo, and never made otherwise. */
export function createDemoProvider({ people, log }: DemoProviderDeps): CredentialsConfig {
  return {
    id: 'demo',
    name: 'Demo',
    type: 'credentials',
    credentials: { personId: {} },
    authorize: async (credentials) => {
      const personId = credentials?.personId;
      if (!personId) return null;
      try {
        const found = await people.findById(personId);
        return found && { id: found.person.id };
      } catch (error) {
        log.error({ err: error }, 'a demo sign-in could not look up the person');
        // next-auth puts the message into the address: it must be a code and nothing else.
        throw new Error(unavailable);
      }
    },
  };
}
