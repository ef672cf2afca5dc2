import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type GraphSimulator,
  startGraphSimulator,
} from '../../simulators/graph/start-graph-simulator';
import { createGraphClient, type GraphClient } from './graph-client';

const anna = 'anna@contoso.example';
const aurora = 'aurora@contoso.example';
let simulator: GraphSimulator;
let graph: GraphClient;

beforeAll(async () => {
  simulator = await startGraphSimulator();
  simulator.addUser({ address: anna, displayName: 'Anna Meyer' });
  simulator.addRoom({ address: aurora, displayName: 'Aurora', place: { capacity: 8 } });
  graph = createGraphClient(simulator);
});

afterAll(async () => {
  graph.close();
  await simulator.close();
});

function meeting(start: string, end: string, more: object = {}) {
  return {
    subject: 'Secret merger',
    start: { dateTime: start, timeZone: 'W. Europe Standard Time' },
    end: { dateTime: end, timeZone: 'W. Europe Standard Time' },
    location: { displayName: 'Aurora', locationEmailAddress: aurora },
    attendees: [{ type: 'resource', emailAddress: { address: aurora, name: 'Aurora' } }],
    ...more,
  };
}

test('the event is made at once and the room answers later', async () => {
  simulator.attendant.hold();
  const made = await graph.post(
    `/users/${anna}/events`,
    meeting('2026-12-01T10:00:00', '2026-12-01T11:00:00'),
  );
  expect(made.status).toBe(201);
  expect(made.body.attendees[0].status.response).toBe('none');
  expect(made.body.start).toEqual({ dateTime: '2026-12-01T09:00:00.0000000', timeZone: 'UTC' });
  expect(simulator.peek.dates(aurora)).toEqual([]);

  simulator.attendant.release();
  await simulator.attendant.settled();
  const read = await graph.get(`/users/${anna}/events/${encodeURIComponent(made.body.id)}`);
  expect(read.body.attendees[0].status.response).toBe('accepted');
  expect(read.body.changeKey).not.toBe(made.body.changeKey);
  const [copy] = simulator.peek.dates(aurora);
  expect(copy?.subject).toBe('Anna Meyer ');
  expect(copy?.iCalUId).toBe(made.body.iCalUId);
});

test('a second meeting at the same time is made, and declined', async () => {
  const made = await graph.post(
    `/users/${anna}/events`,
    meeting('2026-12-01T10:30:00', '2026-12-01T11:30:00'),
  );
  expect(made.status).toBe(201);
  await simulator.attendant.settled();
  expect(simulator.peek.answer(anna, made.body.iCalUId, aurora)).toBe('declined');
  expect(simulator.peek.dates(aurora)).toHaveLength(1);
});
