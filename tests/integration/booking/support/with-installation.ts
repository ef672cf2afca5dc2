import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { createMockBackend, type MockBackend } from '@/lib/calendar/backends/mock';
import type { MockOptions } from '@/lib/calendar/backends/mock/options';
import { FoyerError } from '@/lib/core/errors';
import { instant } from '@/lib/core/time/instant';
import {
  type Installation,
  type InstallationPlan,
  openInstallation,
} from '@/tests/integration/booking/support/installation';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';

export interface Scene {
  readonly foyer: Installation;
  readonly mock: MockBackend;
}

/** A calendar that refuses nothing, as most CalDAV servers: Foyer is the referee. */
export const appReferee: MockOptions = { referee: 'app' };

export function newMock(options: MockOptions = appReferee): MockBackend {
  return createMockBackend({
    options,
    clock: { now: () => instant(Date.now()) },
    newId: randomUUID,
  });
}

/** The tests of a file come one after the other, and share a database. */
const shared: { database?: TestDatabase } = {};
afterAll(() => shared.database?.drop());

/** One installation over a mock, empty at the beginning and gone when the work ends. */
export async function withInstallation<T>(
  work: (scene: Scene) => Promise<T>,
  plan: Omit<InstallationPlan, 'backend'> & { readonly mock?: MockOptions } = {},
): Promise<T> {
  const mock = newMock(plan.mock);
  shared.database ??= await createTestDatabase();
  const foyer = await openInstallation({ database: shared.database, ...plan, backend: mock });
  try {
    return await work({ foyer, mock });
  } finally {
    await foyer.stop();
  }
}

/** The refusal that a use case ends with; fails when it succeeds or breaks. */
export async function refusalOf(promise: Promise<unknown>): Promise<FoyerError> {
  const thrown = await promise.then(
    (value) => new Error(`no refusal but ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof FoyerError) return thrown;
  throw thrown;
}
