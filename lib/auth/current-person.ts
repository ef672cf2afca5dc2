import { headers } from 'next/headers';
import { cache } from 'react';
import type { CallerResolver } from '@/lib/auth/caller';
import type { Person } from '@/lib/core/places/person';

/**
 * Makes the function by which pages learn who is signed in: null when nobody is. Pages know the
 * cookie only, and ask once per rendering.
 */
export function createCurrentPerson(resolver: CallerResolver): () => Promise<Person | null> {
  return cache(async () => {
    const cookie = (await headers()).get('cookie');
    if (cookie === null) return null;
    const caller = await resolver.resolve({ headers: new Headers({ cookie }) });
    return caller?.person ?? null;
  });
}
