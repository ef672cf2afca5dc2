import { afterAll, beforeAll, expect, test } from 'vitest';
import { aurora, meetingIn, startTenant, type Tenant } from './tenant';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.close());

const first = `/users/${aurora}/calendarView/delta?startDateTime=2026-12-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z`;
const weekly = {
  pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
  range: { type: 'numbered', startDate: '2026-12-01', numberOfOccurrences: 3 },
};

interface Item {
  readonly id: string;
  readonly type?: string;
  readonly subject?: string;
  readonly '@removed'?: { readonly reason: string };
}

/** One round, to its end: what was told, and the link to go on from. */
async function follow(link: string, pageSize = 2): Promise<{ items: Item[]; link: string }> {
  const items: Item[] = [];
  let next = link;
  for (;;) {
    const { status, body } = await tenant.graph.get(next, {
      prefer: `odata.maxpagesize=${pageSize}`,
    });
    expect(status).toBe(200);
    expect(body.value.length).toBeLessThanOrEqual(pageSize);
    items.push(...body.value);
    if (body['@odata.deltaLink']) return { items, link: body['@odata.deltaLink'] };
    next = body['@odata.nextLink'];
  }
}

test('a round tells everything once, the next only what changed since', async () => {
  const { outside } = tenant.simulator;
  const single = outside.createEvent(
    aurora,
    meetingIn([], '2026-12-03T10:00:00', '2026-12-03T11:00:00'),
  );
  outside.createEvent(
    aurora,
    meetingIn([], '2026-12-01T10:00:00', '2026-12-01T11:00:00', { recurrence: weekly }),
  );
  outside.createEvent(aurora, meetingIn([], '2027-02-03T10:00:00', '2027-02-03T11:00:00'));
  const all = await follow(first);
  expect(all.items.map(({ type }) => type)).toEqual([
    'singleInstance',
    'seriesMaster',
    'occurrence',
    'occurrence',
    'occurrence',
  ]);
  expect(all.items[2]?.subject).toBeUndefined();

  const nothing = await follow(all.link);
  expect(nothing.items).toEqual([]);

  outside.updateEvent(aurora, single.id, { subject: 'Changed' });
  outside.deleteEvent(aurora, all.items[3]?.id ?? '');
  const changed = await follow(nothing.link);
  const removed = changed.items.filter((item) => item['@removed']);
  expect(removed.map(({ id }) => id)).toEqual([all.items[3]?.id]);
  expect(changed.items.find(({ id }) => id === single.id)?.subject).toBe('Changed');

  outside.deleteEvent(aurora, single.id);
  const gone = await follow(changed.link);
  expect(gone.items).toEqual([
    { '@odata.type': '#microsoft.graph.event', id: single.id, '@removed': { reason: 'deleted' } },
  ]);
});

test('what moves out of the window is told as removed', async () => {
  const { outside } = tenant.simulator;
  const { id } = outside.createEvent(
    aurora,
    meetingIn([], '2026-12-20T10:00:00', '2026-12-20T11:00:00'),
  );
  const before = await follow(first);
  const { start, end } = meetingIn([], '2027-03-01T10:00:00', '2027-03-01T11:00:00');
  outside.updateEvent(aurora, id, { start, end });
  const after = await follow(before.link);
  expect(after.items.map((item) => [item.id, item['@removed']?.reason])).toEqual([[id, 'deleted']]);
});

test('a state that Graph has forgotten is gone', async () => {
  const { link } = await follow(first);
  tenant.simulator.forgetDeltas();
  const gone = await tenant.graph.get(link);
  expect([gone.status, gone.body.error.code]).toEqual([410, 'syncStateNotFound']);
  expect((await follow(first)).items.length).toBeGreaterThan(0);
});

test('query options that a delta does not know are refused', async () => {
  const refused = await tenant.graph.get(`${first}&$select=subject`);
  expect([refused.status, refused.body.error.code]).toEqual([400, 'ErrorInvalidUrlQuery']);
});
