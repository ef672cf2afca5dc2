import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, aurora, borealis, eventPath, meetingIn, startTenant, type Tenant } from './tenant';

let tenant: Tenant;
beforeEach(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.close());

const weekly = {
  pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
  range: { type: 'numbered', startDate: '2026-12-01', numberOfOccurrences: 4 },
};
const window = 'startDateTime=2026-12-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z';

async function book(rooms: readonly string[], start: string, end: string, more = {}) {
  const made = await tenant.graph.post(`/users/${anna}/events`, meetingIn(rooms, start, end, more));
  expect(made.status).toBe(201);
  return made.body;
}

function startsIn(room: string): string[] {
  return tenant.simulator.peek
    .dates(room)
    .map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16));
}

test('the event is made at once, the room answers later and hides the subject', async () => {
  const { simulator, graph } = tenant;
  simulator.attendant.hold();
  const made = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  expect(made.attendees[0].status.response).toBe('none');
  expect(made.start).toEqual({ dateTime: '2026-12-01T09:00:00.0000000', timeZone: 'UTC' });
  expect(startsIn(aurora)).toEqual([]);

  simulator.attendant.release();
  await simulator.attendant.settled();
  const read = await graph.get(eventPath(anna, made.id));
  expect(read.body.attendees[0].status.response).toBe('accepted');
  expect(read.body.changeKey).not.toBe(made.changeKey);
  const [copy] = simulator.peek.dates(aurora);
  expect(copy).toMatchObject({ subject: 'Anna Meyer ', iCalUId: made.iCalUId, showAs: 'busy' });
});

test('an overlap is made, and declined; what touches is accepted', async () => {
  const { simulator } = tenant;
  await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  const late = await book([aurora], '2026-12-01T10:30:00', '2026-12-01T11:30:00');
  const next = await book([aurora], '2026-12-01T11:00:00', '2026-12-01T12:00:00');
  await simulator.attendant.settled();
  expect(simulator.peek.answer(anna, late.iCalUId, aurora)).toBe('declined');
  expect(simulator.peek.answer(anna, next.iCalUId, aurora)).toBe('accepted');
  expect(startsIn(aurora)).toEqual(['2026-12-01T09:00', '2026-12-01T10:00']);
});

test('one room accepts while the other declines', async () => {
  const { simulator } = tenant;
  simulator.outside.createEvent(
    borealis,
    meetingIn([], '2026-12-01T10:00:00', '2026-12-01T11:00:00'),
  );
  const made = await book([aurora, borealis], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  await simulator.attendant.settled();
  const answers = [aurora, borealis].map((room) => simulator.peek.answer(anna, made.iCalUId, room));
  expect(answers).toEqual(['accepted', 'declined']);
});

test('a series is accepted while one of its dates is declined', async () => {
  const { simulator, graph } = tenant;
  simulator.setPolicy(aurora, { conflictPercentageAllowed: 50, maximumConflictInstances: 1 });
  simulator.outside.createEvent(
    aurora,
    meetingIn([], '2026-12-15T10:30:00', '2026-12-15T10:45:00'),
  );
  const made = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00', {
    recurrence: weekly,
  });
  await simulator.attendant.settled();
  const master = await graph.get(eventPath(anna, made.id));
  expect(master.body.attendees[0].status.response).toBe('accepted');
  const dates = await graph.get(`${eventPath(anna, made.id)}/instances?${window}`);
  const told = dates.body.value.map(
    (date: { type: string; attendees: { status: { response: string } }[] }) => [
      date.type,
      date.attendees[0]?.status.response,
    ],
  );
  expect(told).toEqual([
    ['occurrence', 'accepted'],
    ['occurrence', 'accepted'],
    ['exception', 'declined'],
    ['occurrence', 'accepted'],
  ]);
  const ids = dates.body.value.map((date: { iCalUId: string }) => date.iCalUId);
  expect(new Set(ids).size).toBe(4);
  expect(startsIn(aurora)).toEqual([
    '2026-12-01T09:00',
    '2026-12-08T09:00',
    '2026-12-15T09:30',
    '2026-12-22T09:00',
  ]);
});

test('a moved date asks the room again, for that date only', async () => {
  const { simulator, graph } = tenant;
  const made = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00', {
    recurrence: weekly,
  });
  simulator.outside.createEvent(
    aurora,
    meetingIn([], '2026-12-09T10:00:00', '2026-12-09T11:00:00'),
  );
  await simulator.attendant.settled();
  const dates = await graph.get(`${eventPath(anna, made.id)}/instances?${window}`);
  const second = eventPath(anna, dates.body.value[1].id);
  const to = (day: string) => {
    const { start, end } = meetingIn([], `${day}T10:00:00`, `${day}T11:00:00`);
    return { start, end };
  };
  await graph.patch(second, to('2026-12-09'));
  await simulator.attendant.settled();
  const moved = await graph.get(second);
  expect(moved.body.attendees[0].status.response).toBe('declined');
  expect(moved.body.originalStart).toBe('2026-12-08T09:00:00.0000000Z');
  const crossing = await graph.patch(second, to('2026-12-15'));
  expect(crossing.body.error.code).toBe('ErrorOccurrenceCrossingBoundary');
  expect(startsIn(aurora)).toEqual([
    '2026-12-01T09:00',
    '2026-12-09T09:00',
    '2026-12-15T09:00',
    '2026-12-22T09:00',
  ]);
});

test('an answer to where the meeting was before it moved does not count', async () => {
  const { simulator, graph } = tenant;
  simulator.attendant.hold();
  const made = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  simulator.outside.createEvent(
    aurora,
    meetingIn([], '2026-12-02T10:00:00', '2026-12-02T11:00:00'),
  );
  const { start, end } = meetingIn([], '2026-12-02T10:00:00', '2026-12-02T11:00:00');
  await graph.patch(eventPath(anna, made.id), { start, end });
  simulator.attendant.release();
  await simulator.attendant.settled();
  expect(simulator.peek.answer(anna, made.iCalUId, aurora)).toBe('declined');
  expect(startsIn(aurora)).toEqual(['2026-12-02T09:00']);
});

test('a room may show a meeting before its organiser knows the answer', async () => {
  const { simulator } = tenant;
  simulator.mail.hold();
  const made = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  await simulator.attendant.settled();
  expect(simulator.peek.dates(aurora)[0]?.response).toBe('accepted');
  expect(simulator.peek.answer(anna, made.iCalUId, aurora)).toBe('none');
  simulator.mail.release();
  expect(simulator.peek.answer(anna, made.iCalUId, aurora)).toBe('accepted');
});

test('a cancelled meeting leaves the room, and frees it for another', async () => {
  const { simulator, graph } = tenant;
  const first = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  expect((await graph.post(`${eventPath(anna, first.id)}/cancel`, {})).status).toBe(202);
  const second = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  await simulator.attendant.settled();
  expect(simulator.peek.answer(anna, second.iCalUId, aurora)).toBe('accepted');
  expect(startsIn(aurora)).toHaveLength(1);
});

test('a room that only updates its calendar holds the request and never answers', async () => {
  const { simulator } = tenant;
  simulator.setPolicy(aurora, { processing: 'update-only' });
  const made = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  await simulator.attendant.settled();
  expect(simulator.peek.answer(anna, made.iCalUId, aurora)).toBe('none');
  expect(simulator.peek.dates(aurora)[0]).toMatchObject({
    showAs: 'tentative',
    response: 'notResponded',
  });
});

test('a delegate decides later what the room only took down', async () => {
  const { simulator } = tenant;
  simulator.setPolicy(aurora, { approval: 'delegate' });
  const made = await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  await simulator.attendant.settled();
  expect(simulator.peek.answer(anna, made.iCalUId, aurora)).toBe('tentativelyAccepted');
  const [copy] = simulator.peek.dates(aurora);
  simulator.outside.respond(aurora, copy?.eventId ?? '', 'declined');
  expect(simulator.peek.answer(anna, made.iCalUId, aurora)).toBe('declined');
  expect(startsIn(aurora)).toEqual([]);
});

test('a room taken off the list is told, and free again', async () => {
  const { simulator, graph } = tenant;
  const made = await book([aurora, borealis], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  const { attendees } = meetingIn([borealis], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  await graph.patch(eventPath(anna, made.id), { attendees });
  await simulator.attendant.settled();
  expect([startsIn(aurora), startsIn(borealis)]).toEqual([[], ['2026-12-01T09:00']]);
  expect(simulator.peek.answer(anna, made.iCalUId, borealis)).toBe('accepted');
});

test("what is written into a room's own calendar asks nobody", async () => {
  const { simulator, graph } = tenant;
  await book([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00');
  await simulator.attendant.settled();
  const direct = await graph.post(
    `/users/${aurora}/events`,
    meetingIn([], '2026-12-01T10:30:00', '2026-12-01T11:30:00'),
  );
  expect(direct.status).toBe(201);
  expect(startsIn(aurora)).toHaveLength(2);
});
