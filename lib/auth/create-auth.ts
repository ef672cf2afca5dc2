import { type AuthHandler, createAuthHandler } from '@/lib/auth/auth-handler';
import type { AuthLog } from '@/lib/auth/auth-log';
import { createAuthOptions } from '@/lib/auth/auth-options';
import { type AuthSettings, type SignInWay, signInWays } from '@/lib/auth/auth-settings';
import { type CallerResolver, createCallerResolver } from '@/lib/auth/caller';
import { createCurrentPerson } from '@/lib/auth/current-person';
import { createScopeReader } from '@/lib/auth/oidc-discovery';
import type { Person } from '@/lib/core/places/person';
import type { Instant } from '@/lib/core/time/instant';
import type { PeopleStore } from '@/lib/db/ports';

export interface AuthDeps {
  readonly env: AuthSettings;
  readonly secrets: { readonly authSecret: string };
  readonly people: PeopleStore;
  readonly clock: () => Instant;
  readonly log: AuthLog;
  /** From `lib/config/env.ts`, which alone may touch the process's environment. */
  readonly letRequestsNameTheirHost: () => void;
}

export interface Auth {
  /** For the route under `/api/auth`. */
  readonly handlers: AuthHandler;
  readonly resolver: CallerResolver;
  /** For pages. */
  readonly currentPerson: () => Promise<Person | null>;
  /** What the sign-in page offers. */
  readonly ways: readonly SignInWay[];
}

/** @throws UnsafeIssuerError for an OpenID provider over plain http elsewhere. */
export function createAuth(deps: AuthDeps): Auth {
  const { env, secrets, people, clock, log, letRequestsNameTheirHost } = deps;
  const { publicUrl } = env;
  const resolver = createCallerResolver({ people, secrets, clock, publicUrl });
  return {
    handlers: createAuthHandler({
      options: createAuthOptions({ env, secrets, people, log }),
      publicUrl,
      log,
      readScopes: env.oidc && createScopeReader({ issuer: env.oidc.issuer, log, clock }),
      letRequestsNameTheirHost,
    }),
    resolver,
    currentPerson: createCurrentPerson(resolver),
    ways: signInWays(env),
  };
}
