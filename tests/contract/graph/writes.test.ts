import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna, aurora, eventPath, meetingIn, startTenant, type Tenant } from './tenant';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.close());

const property = 'String {5f0e6a52-7d3a-4b41-9a64-2c1d0b8f7e30} Name FoyerUid';

test('the same transactionId is the same event, unless it says something else', async () => {
  const { graph, simulator } = tenant;
  const body = meetingIn([], '2026-12-01T10:00:00', '2026-12-01T11:00:00', {
    transactionId: 'a-1',
  });
  const first = await graph.post(`/users/${anna}/events`, body);
  const second = await graph.post(`/users/${anna}/events`, body);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.id).toBe(first.body.id);
  const other = await graph.post(`/users/${anna}/events`, { ...body, subject: 'Another' });
  expect(other.status).toBe(409);
  expect(other.body.error.code).toBe('ErrorDuplicateTransactionId');
  await graph.delete(eventPath(anna, first.body.id));
  expect((await graph.post(`/users/${anna}/events`, body)).status).toBe(409);
  expect(simulator.peek.events(anna)).toEqual([]);
});

test('a stale version is refused; the current one and none are taken', async () => {
  const { graph } = tenant;
  const body = meetingIn([], '2026-12-02T10:00:00', '2026-12-02T11:00:00');
  const made = await graph.post(`/users/${anna}/events`, body);
  const path = eventPath(anna, made.body.id);
  const etag = made.body['@odata.etag'];
  const changed = await graph.patch(path, { subject: 'Changed' }, { 'if-match': etag });
  expect(changed.status).toBe(200);
  expect((await graph.patch(path, { subject: 'Late' }, { 'if-match': etag })).status).toBe(412);
  expect((await graph.delete(path, { 'if-match': etag })).status).toBe(412);
  expect((await graph.get(path)).body.subject).toBe('Changed');
  const current = changed.body['@odata.etag'];
  expect((await graph.delete(path, { 'if-match': current })).status).toBe(204);
});

test('an extended property is found again, and shown to who expands it', async () => {
  const { graph } = tenant;
  const value = "it's-a-uid";
  const body = meetingIn([], '2026-12-03T10:00:00', '2026-12-03T11:00:00', {
    singleValueExtendedProperties: [{ id: property, value }],
  });
  const made = await graph.post(`/users/${anna}/events`, body);
  const query = new URLSearchParams({
    $filter: `singleValueExtendedProperties/any(ep: ep/id eq '${property}' and ep/value eq 'it''s-a-uid')`,
    $expand: `singleValueExtendedProperties($filter=id eq '${property}')`,
  });
  const found = await graph.get(`/users/${anna}/events?${query}`);
  expect(found.body.value.map((event: { id: string }) => event.id)).toEqual([made.body.id]);
  expect(found.body.value[0].singleValueExtendedProperties).toEqual([{ id: property, value }]);
  const plain = await graph.get(eventPath(anna, made.body.id));
  expect(plain.body.singleValueExtendedProperties).toBeUndefined();
  const byUid = new URLSearchParams({ $filter: `iCalUId eq '${made.body.iCalUId}'` });
  expect((await graph.get(`/users/${anna}/events?${byUid}`)).body.value).toHaveLength(1);
  const wrong = new URLSearchParams({ $filter: 'iCalUId is what' });
  expect((await graph.get(`/users/${anna}/events?${wrong}`)).status).toBe(400);
});

test('times are read by Windows and IANA names, and written in the zone preferred', async () => {
  const { graph } = tenant;
  const body = {
    subject: 'Zones',
    start: { dateTime: '2027-03-28T01:30:00.0000000', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2027-03-28T04:00:00', timeZone: 'W. Europe Standard Time' },
  };
  const made = await graph.post(`/users/${anna}/events`, body, {
    prefer: 'outlook.timezone="Tokyo Standard Time"',
  });
  expect(made.headers['preference-applied']).toBe('outlook.timezone="Tokyo Standard Time"');
  expect(made.body.start).toEqual({
    dateTime: '2027-03-28T09:30:00.0000000',
    timeZone: 'Tokyo Standard Time',
  });
  expect(made.body.end.dateTime).toBe('2027-03-28T11:00:00.0000000');
  const unknown = { ...body, start: { ...body.start, timeZone: 'Mars/Olympus' } };
  const refused = await graph.post(`/users/${anna}/events`, unknown);
  expect([refused.status, refused.body.error.code]).toEqual([400, 'TimeZoneNotSupportedException']);
});

test('an all-day event is midnight in whatever zone one asks', async () => {
  const { graph } = tenant;
  const at = (dateTime: string) => ({ dateTime, timeZone: 'Pacific Standard Time' });
  const body = { isAllDay: true, start: at('2026-12-24T00:00:00'), end: at('2026-12-25T00:00:00') };
  const made = await graph.post(`/users/${anna}/events`, body);
  expect(made.body.start).toEqual({ dateTime: '2026-12-24T00:00:00.0000000', timeZone: 'UTC' });
  const crooked = { ...body, end: at('2026-12-25T01:00:00') };
  expect((await graph.post(`/users/${anna}/events`, crooked)).status).toBe(400);
});

test('a body is kept as HTML and shown as text to who prefers text', async () => {
  const { graph } = tenant;
  const body = meetingIn([], '2026-12-04T10:00:00', '2026-12-04T11:00:00', {
    body: { contentType: 'text', content: 'a < b & c' },
  });
  const made = await graph.post(`/users/${anna}/events`, body);
  expect(made.body.body.contentType).toBe('html');
  const read = await graph.get(eventPath(anna, made.body.id), {
    prefer: 'outlook.body-content-type="text"',
  });
  expect(read.body.body).toEqual({ contentType: 'text', content: 'a < b & c' });
});

test('getSchedule keeps to its limits', async () => {
  const { graph } = tenant;
  const ask = (more: object) =>
    graph.post(`/users/${anna}/calendar/getSchedule`, {
      schedules: [aurora],
      startTime: { dateTime: '2026-12-01T00:00:00', timeZone: 'UTC' },
      endTime: { dateTime: '2026-12-02T00:00:00', timeZone: 'UTC' },
      availabilityViewInterval: 30,
      ...more,
    });
  const many = (count: number) => Array.from({ length: count }, () => aurora);
  const until = (day: string) => ({ endTime: { dateTime: `${day}T00:00:00`, timeZone: 'UTC' } });
  const statuses = [
    await ask({ schedules: many(20) }),
    await ask({ schedules: many(21) }),
    await ask(until('2027-01-31')),
    await ask(until('2027-02-01')),
    await ask({ availabilityViewInterval: 5 }),
    await ask({ availabilityViewInterval: 4 }),
    await ask({ availabilityViewInterval: 1_440 }),
    await ask({ availabilityViewInterval: 1_441 }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 400, 200, 400, 200, 400, 200, 400]);
});

test('rooms come in pages of a hundred', async () => {
  const { graph, simulator } = tenant;
  for (let index = 0; index < 203; index += 1) {
    simulator.addRoom({ address: `r${index}@contoso.example`, displayName: `Room ${index}` });
  }
  simulator.addRoom({ address: 'hidden@contoso.example', displayName: 'Hidden', isHidden: true });
  const sizes: number[] = [];
  let link: string | null = '/places/microsoft.graph.room';
  while (link !== null) {
    const answer = await graph.get(link);
    sizes.push(answer.body.value.length);
    link = answer.body['@odata.nextLink'] ?? null;
  }
  expect(sizes).toEqual([100, 100, 5]);
});
