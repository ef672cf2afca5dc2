import type { EventRef } from '@/lib/calendar/backend';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { readVersion } from '@/lib/calendar/backends/local/stored-series';
import { isBackendError } from '@/lib/calendar/errors';

const mostAttempts = 5;

/**
 * Does a write that must know the version it is about, also for a caller who does not care which:
 * for that one it reads it first, and again when somebody else was quicker.
 */
export async function pinned<T>(
  store: LocalStore,
  ref: EventRef,
  signal: AbortSignal,
  act: (ref: EventRef) => Promise<T>,
): Promise<T> {
  if (ref.version !== null) return act(ref);
  for (let attempt = 1; ; attempt += 1) {
    const version = await readVersion(store, ref, signal);
    try {
      return await act({ ...ref, version });
    } catch (error) {
      const overtaken = isBackendError(error) && error.code === 'stale';
      if (!overtaken || attempt === mostAttempts) throw error;
    }
  }
}
