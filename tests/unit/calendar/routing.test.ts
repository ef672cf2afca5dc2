import { expect, test, vi } from 'vitest';
import { BackendError } from '@/lib/calendar/errors';
import { createRouting, type OpenedBackend } from '@/lib/calendar/routing';
import type { ConnectionSummary } from '@/lib/core/places/room';
import { fakeBackend } from '@/tests/unit/calendar/support/fake-backend';
import { failureOf, keepLines } from '@/tests/unit/calendar/support/rig';

const connection = (revision: number): ConnectionSummary => ({ id: 'one', kind: 'mock', revision });

function routingOver(revisions: readonly number[]) {
  const { log, lines } = keepLines();
  const closed: number[] = [];
  const opened = [...revisions];
  const open = vi.fn(async (_: string): Promise<OpenedBackend> => {
    const revision = opened.shift() ?? 99;
    const close = async () => void closed.push(revision);
    return { revision, backend: fakeBackend({ close }) };
  });
  return { routing: createRouting({ open, log }), open, closed, lines };
}

test('concurrent calls share one opening, later ones the backend', async () => {
  const { routing, open } = routingOver([1]);
  const [first, second] = await Promise.all([
    routing.backendFor(connection(1)),
    routing.backendFor(connection(1)),
  ]);
  expect(first).toBe(second);
  expect(await routing.backendFor(connection(1))).toBe(first);
  expect(open.mock.calls).toEqual([['one']]);
});

test('an older backend is closed once its leases have ended', async () => {
  const { routing, closed } = routingOver([1, 2]);
  const old = await routing.lease(connection(1));
  const other = await routing.lease(connection(1));
  const renewed = await routing.lease(connection(2));
  expect(renewed.backend).not.toBe(old.backend);
  old.end();
  old.end();
  await Promise.resolve();
  expect(closed).toEqual([]);
  other.end();
  await vi.waitFor(() => expect(closed).toEqual([1]));
});

test('a caller with an old summary gets the newer backend', async () => {
  const { routing, open } = routingOver([3]);
  const backend = await routing.backendFor(connection(2));
  expect(await routing.backendFor(connection(1))).toBe(backend);
  expect(await routing.backendFor(connection(3))).toBe(backend);
  expect(open).toHaveBeenCalledTimes(1);
});

test('a failed opening is not kept', async () => {
  const { routing, open } = routingOver([1]);
  open.mockRejectedValueOnce(new BackendError('invalid-request', 'wrong options'));
  const failures = [routing.lease(connection(1)), routing.backendFor(connection(1))].map(failureOf);
  for (const failure of failures) expect((await failure).code).toBe('invalid-request');
  await routing.backendFor(connection(1));
  expect(open).toHaveBeenCalledTimes(2);
});

test('closing waits for leases, closes everything once, and opens nothing more', async () => {
  const { routing, closed } = routingOver([1]);
  const lease = await routing.lease(connection(1));
  let done = false;
  const closing = routing.close().then(() => {
    done = true;
  });
  expect((await failureOf(routing.backendFor(connection(1)))).code).toBe('unavailable');
  expect(done).toBe(false);
  lease.end();
  await closing;
  await routing.close();
  expect(closed).toEqual([1]);
});

test('a backend that does not close is logged and keeps nobody', async () => {
  const { log, lines } = keepLines();
  const close = async () => {
    throw new Error('stuck');
  };
  const open = async () => ({ revision: 1, backend: fakeBackend({ close }) });
  const routing = createRouting({ open, log });
  await routing.backendFor(connection(1));
  await routing.close();
  expect(lines).toMatchObject([{ level: 'warn', fields: { connectionId: 'one' } }]);
});
