import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSchema, type Schema } from '@/tests/contract/ews/schema';
import { at, callWithin, connect, day, service } from '@/tests/integration/ews/connection';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';

const room = { roomId: 'curie', address: { email: 'curie@example.org' } };
let schema: Schema;
let office: EwsSimulator;

beforeAll(async () => {
  schema = openSchema();
  office = await startEwsSimulator({ problemOf: (message) => schema.problemOf(message) });
  office.addMailbox(service);
  office.addMailbox({ email: 'curie@example.org', kind: 'room' });
});

/** Every request was held to the schema when it came; here the answers are. */
afterAll(async () => {
  await office.stop();
  const problems = office.exchanges.flatMap(({ response }) => schema.problemOf(response) ?? []);
  schema.dispose();
  expect(problems).toEqual([]);
});

const ask = (emails: readonly string[], window = day) =>
  connect(office).doPeopleFreeBusy({ room, emails, window }, callWithin());
const addPerson = (email: string) => {
  office.addMailbox({ email });
  return email;
};
const span = (hour: number) => ({
  startMs: at(`2027-03-02T${hour}:00:00Z`),
  endMs: at(`2027-03-02T${hour}:30:00Z`),
});

test('people are asked about as those who are to come, and nothing but their times is asked for', async () => {
  const alice = addPerson('alice@example.org');
  office.writeOutside(alice, { uid: 'one', ...span(10), subject: 'Secret merger' });
  const [answer] = await ask([alice]);
  const { start, end } = { start: span(10).startMs, end: span(10).endMs };
  expect(answer).toEqual({ email: alice, known: true, busy: [{ start, end, kind: 'busy' }] });
  const { request = '', response = '' } = office.exchanges.at(-1) ?? {};
  expect(request).toContain('<t:AttendeeType>Required</t:AttendeeType>');
  expect(request).toContain('<t:RequestedView>FreeBusy</t:RequestedView>');
  expect(request).not.toContain('ExchangeImpersonation');
  expect(response).not.toContain('Secret merger');
});

test('away is busy, elsewhere perhaps, and what is shown as free is nothing', async () => {
  const bob = addPerson('bob@example.org');
  const kinds = ['OOF', 'WorkingElsewhere', 'Free', 'Tentative'] as const;
  for (const [index, freeBusy] of kinds.entries()) {
    office.writeOutside(bob, { uid: freeBusy, ...span(10 + index), freeBusy });
  }
  const [answer] = await ask([bob]);
  expect(answer?.known && answer.busy.map(({ start, kind }) => [start, kind])).toEqual([
    [span(10).startMs, 'busy'],
    [span(11).startMs, 'tentative'],
    [span(13).startMs, 'tentative'],
  ]);
});

test('whoever cannot be told of is unknown, each with the reason, and the others are not', async () => {
  const carol = addPerson('carol@example.org');
  const dave = addPerson('dave@example.org');
  const mailbox = office.mailbox(dave);
  if (mailbox) mailbox.freeBusyError = 'ErrorNoFreeBusyAccess';
  const answers = await ask([dave, 'somebody@elsewhere.example', carol]);
  expect(answers.map((each) => each.known || each.error.code)).toEqual([
    'forbidden',
    'room-not-found',
    true,
  ]);
});

test('a part of the day that the server does not know makes the whole unknown', async () => {
  const erin = addPerson('erin@example.org');
  office.writeOutside(erin, { uid: 'nodata', ...span(15), freeBusy: 'NoData' });
  const [answer] = await ask([erin]);
  expect(answer?.known === false && answer.error.code).toBe('bad-response');
});

test('a window that is longer than the server takes is asked for in parts', async () => {
  const frank = addPerson('frank@example.org');
  office.writeOutside(frank, { uid: 'late', ...span(11) });
  const window = { start: at('2027-01-01T00:00:00Z'), end: at('2027-04-01T00:00:00Z') };
  const [answer] = await ask([frank], window);
  expect(answer?.known && answer.busy).toHaveLength(1);
});
