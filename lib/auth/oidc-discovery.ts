import { z } from 'zod';
import type { AuthLog } from '@/lib/auth/auth-log';
import { hourMs, type Instant } from '@/lib/core/time/instant';

const timeoutMs = 5_000;
const freshForMs = hourMs;

/** What Foyer would like to know; providers that reject unknown scopes list the ones they have. */
const wishedScopes = ['openid', 'email', 'profile', 'given_name', 'usual_name'] as const;
const usualScopes = 'openid email profile';

const metadataSchema = z.object({ scopes_supported: z.array(z.string()).optional() });

/** Where the provider describes itself: OpenID Connect Discovery, section 4. */
export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

export interface ScopeReaderDeps {
  readonly issuer: string;
  readonly log: AuthLog;
  readonly clock: () => Instant;
}

/**
 * Makes the function that answers which scopes to ask for. ProConnect refuses a request with
 * `profile`, which most others need for the name. When the provider does not answer, the usual
 * ones: signing in then fails in its own place.
 */
export function createScopeReader({ issuer, log, clock }: ScopeReaderDeps): () => Promise<string> {
  let known: { readonly scopes: string; readonly readAt: Instant } | null = null;
  return async () => {
    if (known && clock() < known.readAt + freshForMs) return known.scopes;
    try {
      known = { scopes: await readScopes(issuer), readAt: clock() };
      return known.scopes;
    } catch (error) {
      log.warn({ err: error, issuer }, 'the OpenID provider does not describe itself');
      return usualScopes;
    }
  };
}

async function readScopes(issuer: string): Promise<string> {
  const response = await fetch(discoveryUrl(issuer), { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`the OpenID provider answered ${response.status}`);
  const supported = metadataSchema.parse(await response.json()).scopes_supported;
  if (!supported?.includes('email')) return usualScopes;
  return wishedScopes.filter((scope) => supported.includes(scope)).join(' ');
}
