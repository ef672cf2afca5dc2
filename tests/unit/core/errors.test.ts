import { describe, expect, it, vi } from 'vitest';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import { FoyerError } from '@/lib/core/errors';

/** What the bundle of another route holds: the same modules, loaded once more. */
async function loadAgain() {
  vi.resetModules();
  return {
    core: await import('@/lib/core/errors'),
    calendar: await import('@/lib/calendar/errors'),
  };
}

describe('errors from another copy of their module', () => {
  it('are still what they are', async () => {
    const { core, calendar } = await loadAgain();
    expect(core.FoyerError).not.toBe(FoyerError);
    expect(new core.FoyerError('gone', 'Gone.')).toBeInstanceOf(FoyerError);
    expect(new FoyerError('gone', 'Gone.')).toBeInstanceOf(core.FoyerError);
    expect(isBackendError(new calendar.BackendError('timeout', 'late'))).toBe(true);
    expect(new BackendError('timeout', 'late')).toBeInstanceOf(calendar.BackendError);
  });

  it('are not taken for one another, nor is anything else', async () => {
    const { core, calendar } = await loadAgain();
    expect(new core.FoyerError('gone', 'Gone.')).not.toBeInstanceOf(BackendError);
    expect(new calendar.BackendError('timeout', 'late')).not.toBeInstanceOf(FoyerError);
    for (const other of [new Error('x'), null, undefined, 'gone', { code: 'gone' }, () => 1]) {
      expect(other instanceof FoyerError || isBackendError(other)).toBe(false);
    }
  });
});
