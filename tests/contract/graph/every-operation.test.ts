import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type GraphSimulator,
  startGraphSimulator,
} from '../../simulators/graph/start-graph-simulator';
import { hasGraphContract, readGraphContract } from '../../support/graph-contract';
import { type ContractCheck, createContractCheck } from './contract-check';
import { createGraphClient, type GraphClient } from './graph-client';
import { type Subscriber, startSubscriber } from './subscriber';

const anna = 'anna@contoso.example';
const ben = 'ben@contoso.example';
const aurora = 'aurora@contoso.example';
const present = hasGraphContract();

let check: ContractCheck;
let simulator: GraphSimulator;
let graph: GraphClient;
let subscriber: Subscriber;

beforeAll(async () => {
  if (!present) return;
  check = createContractCheck();
  simulator = await startGraphSimulator({
    permissions: ['Calendars.ReadWrite', 'Place.ReadWrite.All', 'User.Read.All'],
    onExchange: check.hear,
  });
  simulator.addUser({ address: anna, displayName: 'Anna Meyer' });
  simulator.addUser({ address: ben, displayName: 'Ben Okafor', sharesDetails: true });
  const place = { capacity: 8, building: '2', floorNumber: 3, tags: ['quiet'] };
  simulator.addRoom({ address: aurora, displayName: 'Aurora', place });
  simulator.addRoomList({
    address: 'building2@contoso.example',
    displayName: 'Building 2',
    rooms: [aurora],
  });
  graph = createGraphClient(simulator);
  subscriber = await startSubscriber();
});

afterAll(async () => {
  if (!present) return;
  graph.close();
  await subscriber.close();
  await simulator.close();
});

const at = (day: string, time: string) => ({
  dateTime: `${day}T${time}:00`,
  timeZone: 'Pacific Standard Time',
});

const meeting = {
  subject: 'Review',
  body: { contentType: 'html', content: 'Numbers' },
  start: at('2026-12-07', '10:00'),
  end: at('2026-12-07', '11:00'),
  location: { displayName: 'Aurora', locationEmailAddress: aurora },
  attendees: [
    { type: 'resource', emailAddress: { address: aurora, name: 'Aurora' } },
    { type: 'required', emailAddress: { address: ben, name: 'Ben Okafor' } },
  ],
};
const weekly = {
  pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'sunday' },
  range: { type: 'numbered', startDate: '2026-12-07', numberOfOccurrences: 4 },
};
const window = 'startDateTime=2026-12-01T00:00:00Z&endDateTime=2027-01-31T00:00:00-08:00';

test.runIf(present)('people and calendars', async () => {
  for (const path of [
    '/users',
    `/users/${anna}?$select=id,displayName`,
    `/users/${anna}/calendar`,
    `/users/${anna}/calendars`,
  ]) {
    expect((await graph.get(path)).status, path).toBe(200);
  }
});

test.runIf(present)('events: made, read, changed, answered, taken back', async () => {
  const prefer = { prefer: 'outlook.timezone="Pacific Standard Time"' };
  const made = await graph.post(`/users/${anna}/events`, meeting, prefer);
  expect(made.status).toBe(201);
  const path = `/users/${anna}/events/${encodeURIComponent(made.body.id)}`;
  await simulator.attendant.settled();
  expect((await graph.get(path, prefer)).body.start).toEqual({
    dateTime: '2026-12-07T10:00:00.0000000',
    timeZone: 'Pacific Standard Time',
  });
  expect((await graph.patch(path, { subject: 'Review, second part' })).status).toBe(200);
  const [copy] = simulator.peek.events(ben);
  for (const verb of ['accept', 'tentativelyAccept', 'decline']) {
    const answer = await graph.post(
      `/users/${ben}/events/${encodeURIComponent(copy?.id ?? '')}/${verb}`,
      { comment: 'As you wish', sendResponse: true },
    );
    expect(answer.status, verb).toBe(202);
  }
  const carol = [{ emailAddress: { address: 'carol@elsewhere.example', name: 'Carol' } }];
  const forwarded = { Comment: 'Come too', ToRecipients: carol };
  expect((await graph.post(`${path}/forward`, forwarded)).status).toBe(202);
  expect((await graph.post(`${path}/cancel`, { comment: 'Off' })).status).toBe(202);
  expect((await graph.get(path)).status).toBe(404);

  for (const list of ['calendar/events', `calendars/${encodeURIComponent('AAMkAGCal=')}/events`]) {
    const again = await graph.post(`/users/${anna}/${list}`, meeting);
    expect(again.status).toBe(201);
    expect((await graph.get(`/users/${anna}/${list}?$top=1&$count=true`)).status).toBe(200);
    const id = encodeURIComponent(again.body.id);
    expect((await graph.delete(`/users/${anna}/events/${id}`)).status).toBe(204);
  }
});

test.runIf(present)('series: instances, views and their delta', async () => {
  const series = { ...meeting, recurrence: weekly };
  const made = await graph.post(`/users/${anna}/events`, series);
  await simulator.attendant.settled();
  const path = `/users/${anna}/events/${encodeURIComponent(made.body.id)}`;
  const dates = await graph.get(`${path}/instances?${window}`);
  expect(dates.body.value).toHaveLength(4);
  const second = `/users/${anna}/events/${encodeURIComponent(dates.body.value[1].id)}`;
  const later = { start: at('2026-12-15', '10:00'), end: at('2026-12-15', '11:00') };
  expect((await graph.patch(second, later)).body.type).toBe('exception');
  expect((await graph.get(second)).status).toBe(200);
  expect((await graph.get(`/users/${anna}/events`)).body.value).toHaveLength(1);
  for (const view of ['calendarView', 'calendar/calendarView']) {
    const listed = await graph.get(`/users/${anna}/${view}?${window}&$orderby=start/dateTime`);
    expect(listed.body.value).toHaveLength(4);
  }
  const delta = await graph.get(`/users/${anna}/calendarView/delta?${window}`, {
    prefer: 'odata.maxpagesize=3',
  });
  expect(delta.body.value).toHaveLength(3);
  const rest = await graph.get(delta.body['@odata.nextLink']);
  expect(rest.body.value).toHaveLength(2);
  expect((await graph.delete(second)).status).toBe(204);
  const changed = await graph.get(rest.body['@odata.deltaLink']);
  expect(changed.body.value[0]['@removed']).toEqual({ reason: 'deleted' });
});

test.runIf(present)('free/busy', async () => {
  const asked = await graph.post(`/users/${anna}/calendar/getSchedule`, {
    schedules: [aurora, ben, 'nobody@contoso.example'],
    startTime: at('2026-12-07', '00:00'),
    endTime: at('2026-12-08', '00:00'),
    availabilityViewInterval: 60,
  });
  expect(asked.status).toBe(200);
  expect(
    asked.body.value.map((item: { availabilityView: string }) => item.availabilityView),
  ).toEqual(['000000000020000000000000', '000000000010000000000000', '']);
  expect(asked.body.value[2].error.responseCode).toBe('ErrorMailRecipientNotFound');
});

test.runIf(present)('places', async () => {
  const made: Record<string, string> = {};
  const create = async (kind: string, parentId: string | undefined, more: object = {}) => {
    const answer = await graph.post('/places', {
      '@odata.type': `microsoft.graph.${kind}`,
      displayName: `A ${kind}`,
      ...(parentId ? { parentId } : {}),
      ...more,
    });
    expect(answer.status, kind).toBe(201);
    made[kind] = answer.body.placeId;
  };
  await create('building', undefined);
  await create('floor', made.building, { sortOrder: 1 });
  await create('section', made.floor);
  await create('room', made.floor, { bookingType: 'standard' });
  await create('workspace', made.section);
  await create('desk', made.section);
  for (const kind of ['room', 'roomList', 'building', 'floor', 'section', 'workspace', 'desk']) {
    const listed = await graph.get(`/places/microsoft.graph.${kind}`);
    expect(listed.status, kind).toBe(200);
    expect(listed.body.value.length, kind).toBeGreaterThan(0);
  }
  expect((await graph.get(`/places/${made.building}/descendants`)).body.value).toHaveLength(5);
  const rooms = await graph.get('/places/building2@contoso.example/microsoft.graph.roomList/rooms');
  expect(rooms.body.value[0].emailAddress).toBe(aurora);
  expect((await graph.get(`/places/${aurora}/microsoft.graph.room`)).body.capacity).toBe(8);
  const change = { '@odata.type': 'microsoft.graph.room', capacity: 10 };
  expect((await graph.patch(`/places/${aurora}`, change)).body.capacity).toBe(10);
  expect((await graph.get(`/places/${made.desk}`)).status).toBe(200);
  expect((await graph.delete(`/places/${made.desk}`)).status).toBe(204);
});

test.runIf(present)('subscriptions', async () => {
  const made = await graph.post('/subscriptions', {
    changeType: 'created,updated,deleted',
    notificationUrl: subscriber.url,
    lifecycleNotificationUrl: subscriber.url,
    resource: `/users/${aurora}/events`,
    expirationDateTime: new Date(Date.now() + 3_600_000).toISOString(),
    clientState: 'secret',
  });
  expect(made.status).toBe(201);
  const path = `/subscriptions/${made.body.id}`;
  const expirationDateTime = new Date(Date.now() + 7_200_000).toISOString();
  expect((await graph.get('/subscriptions')).body.value).toHaveLength(1);
  expect((await graph.get(path)).status).toBe(200);
  expect((await graph.patch(path, { expirationDateTime })).status).toBe(200);
  expect((await graph.post(`${path}/reauthorize`)).status).toBe(204);
  expect((await graph.delete(path)).status).toBe(204);
});

test.runIf(present)('what an application may not do', async () => {
  expect((await graph.post(`/users/${anna}/findMeetingTimes`, {})).status).toBe(403);
  expect((await graph.post('/me/findMeetingTimes', {})).status).toBe(400);
});

test.runIf(present)('a batch answers each of its parts', async () => {
  const batch = await graph.post('/$batch', {
    requests: [
      { id: '1', method: 'GET', url: `/users/${anna}/calendar` },
      { id: '2', method: 'GET', url: '/users/nobody@contoso.example/calendar' },
      { id: '3', method: 'GET', url: '/places/microsoft.graph.room', dependsOn: ['2'] },
      {
        id: '4',
        method: 'POST',
        url: `/users/${anna}/events`,
        headers: { 'Content-Type': 'application/json' },
        body: { subject: 'Alone', start: meeting.start, end: meeting.end },
      },
    ],
  });
  const statuses = batch.body.responses.map((each: { id: string; status: number }) => [
    each.id,
    each.status,
  ]);
  expect(Object.fromEntries(statuses)).toEqual({ '1': 200, '2': 404, '3': 424, '4': 201 });
});

test.runIf(present)('every operation of the contract was met, and none broke it', () => {
  const { operations, ...counts } = check.counts();
  process.stdout.write(
    `Graph contract: ${counts.requests} requests and ${counts.responses} responses validated, ${operations.length} operations, ${check.violations.length} violations\n`,
  );
  expect(check.violations).toEqual([]);
  const all = Object.entries(readGraphContract().paths).flatMap(([path, item]) =>
    ['get', 'post', 'patch', 'delete']
      .filter((method) => item[method] !== undefined)
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations).toEqual(all.sort());
  expect(counts.responses).toBeGreaterThan(60);
});
