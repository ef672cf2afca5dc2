import { afterEach, beforeEach, expect, test } from 'vitest';
import { at, callWithin, connect } from '@/tests/integration/graph/connection';
import { anna, aurora, ben, meetingIn, startTenant, type Tenant } from './tenant';

const carol = 'carol@contoso.example';
const nobody = 'nobody@contoso.example';
const room = { roomId: 'aurora', address: { email: aurora } };
const window = { start: at('2026-12-01T08:00:00Z'), end: at('2026-12-01T18:00:00Z') };
let tenant: Tenant;

beforeEach(async () => {
  tenant = await startTenant();
  tenant.simulator.addUser({ address: carol, displayName: 'Carol', sharesDetails: true });
});
/** Ends the tenant, which throws what broke Microsoft's contract. */
afterEach(() => tenant.close());

const ask = (...emails: readonly string[]) =>
  connect(tenant.simulator).doPeopleFreeBusy({ room, emails, window }, callWithin());
const book = (start: string, end: string, more: Readonly<Record<string, unknown>> = {}) =>
  tenant.graph.post(`/users/${carol}/events`, meetingIn([], start, end, more));
const busy = (start: string, end: string, kind = 'busy') => ({
  start: at(start),
  end: at(end),
  kind,
});

test('people are asked about as the room, whose mailbox is all that the application may touch', async () => {
  await book('2026-12-01T10:00:00', '2026-12-01T11:00:00');
  tenant.simulator.setScope([aurora]);
  const answers = await ask(anna, carol, nobody);
  expect(answers).toMatchObject([
    { email: anna, known: true, busy: [] },
    { email: carol, known: true, busy: [busy('2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z')] },
    { email: nobody, known: false, error: { code: 'room-not-found' } },
  ]);
  expect(JSON.stringify(answers)).not.toContain('Secret merger');
});

test('away is busy, elsewhere perhaps, and what is shown as free is nothing', async () => {
  await book('2026-12-01T10:00:00', '2026-12-01T11:00:00', { showAs: 'oof' });
  await book('2026-12-01T12:00:00', '2026-12-01T13:00:00', { showAs: 'workingElsewhere' });
  await book('2026-12-01T14:00:00', '2026-12-01T15:00:00', { showAs: 'free' });
  expect(await ask(carol)).toEqual([
    {
      email: carol,
      known: true,
      busy: [
        busy('2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z'),
        busy('2026-12-01T11:00:00Z', '2026-12-01T12:00:00Z', 'tentative'),
      ],
    },
  ]);
});

test.each([
  ['ErrorNoFreeBusyAccess', 'forbidden'],
  ['ErrorMailboxMoveInProgress', 'unavailable'],
])('one of whom it says %s is unknown, the others are not', async (responseCode, code) => {
  tenant.simulator.setScheduleFailure(ben, responseCode);
  expect(await ask(ben, carol)).toMatchObject([
    { email: ben, known: false, error: { code } },
    { email: carol, known: true, busy: [] },
  ]);
});

test('a room that has no mailbox says nothing of people', async () => {
  const gone = { roomId: 'gone', address: { email: nobody } };
  const query = { room: gone, emails: [anna], window };
  const answers = await connect(tenant.simulator).doPeopleFreeBusy(query, callWithin());
  expect(answers).toMatchObject([
    { email: anna, known: false, error: { code: 'invalid-request' } },
  ]);
});

test('more people, and longer than one call takes, are asked in parts', async () => {
  const many = Array.from({ length: 45 }, (_, index) => `person${index}@contoso.example`);
  for (const address of many) tenant.simulator.addUser({ address, displayName: address });
  const start = at('2026-12-01T08:00:00Z');
  const query = { room, emails: many, window: { start, end: at('2027-03-31T08:00:00Z') } };
  const answers = await connect(tenant.simulator).doPeopleFreeBusy(query, callWithin());
  expect(answers).toEqual(many.map((email) => ({ email, known: true, busy: [] })));
});
