import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeopleFreeBusyQuery, PersonFreeBusy } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import { at, fakeBackend, nine } from '@/tests/unit/calendar/support/fake-backend';
import { failureOf, options, rig, room } from '@/tests/unit/calendar/support/rig';

const window = { start: nine, end: at(60) };
const [anna, ben, carol] = ['anna@example.org', 'ben@example.org', 'carol@example.org'] as const;
const tells = { peopleFreeBusy: { peoplePerCall: 2, windowDays: 1 } };

const free = (email: string): PersonFreeBusy => ({ email, known: true, busy: [] });
const failed = (email: string, code: BackendError['code']): PersonFreeBusy => ({
  email,
  known: false,
  error: new BackendError(code, code),
});
type Answering = (query: PeopleFreeBusyQuery) => Promise<readonly PersonFreeBusy[]>;
const allFree: Answering = async ({ emails }) => emails.map(free);

beforeEach(() => {
  vi.useFakeTimers({ now: nine });
});
afterEach(() => {
  vi.useRealTimers();
});

async function ask(
  doPeopleFreeBusy: Answering,
  emails: readonly string[],
  asked = window,
): Promise<readonly PersonFreeBusy[]> {
  const backend = fakeBackend({ doPeopleFreeBusy, capabilities: tells });
  const { calendar } = rig({ one: backend });
  const asking = calendar.peopleFreeBusy(room('a'), emails, asked, options());
  await vi.runAllTimersAsync();
  return asking;
}

test('asks no more people and days at once than the backend can, and answers as one', async () => {
  const asked: PeopleFreeBusyQuery[] = [];
  const answering: Answering = async (query) => {
    asked.push(query);
    return query.emails.map((email) => ({
      email,
      known: true,
      busy: [{ start: query.window.start, end: query.window.end, kind: 'busy' }],
    }));
  };
  const days = { start: nine, end: at(36 * 60) };
  const answers = await ask(answering, [carol, anna, ben, anna], days);
  expect(answers).toEqual(
    [carol, anna, ben].map((email) => ({ email, known: true, busy: [{ ...days, kind: 'busy' }] })),
  );
  expect(asked.map(({ emails, window: { start } }) => [emails.join(), start])).toEqual([
    [`${carol},${anna}`, nine],
    [`${carol},${anna}`, at(24 * 60)],
    [ben, nine],
    [ben, at(24 * 60)],
  ]);
  expect(new Set(asked.map((query) => query.room.roomId))).toEqual(new Set(['a']));
});

test('where people are not told of, all are unknown and nobody is asked', async () => {
  const doPeopleFreeBusy = vi.fn(allFree);
  const { calendar } = rig({ one: fakeBackend({ doPeopleFreeBusy }) });
  const answers = await calendar.peopleFreeBusy(room('a'), [anna, ben], window, options());
  expect(answers.map((each) => [each.email, !each.known && each.error.code])).toEqual([
    [anna, 'unsupported'],
    [ben, 'unsupported'],
  ]);
  expect(doPeopleFreeBusy).not.toHaveBeenCalled();
});

test('times are all that comes through, clipped and sorted', async () => {
  const piece = (start: number, end: number) => ({
    start: at(start),
    end: at(end),
    kind: 'busy' as const,
    uid: 'secret',
    title: 'Project Nightjar',
  });
  const answers = await ask(
    async () => [{ email: anna, known: true, busy: [piece(30, 90), piece(-30, 10)] }],
    [anna],
  );
  expect(answers).toEqual([
    {
      email: anna,
      known: true,
      busy: [
        { start: nine, end: at(10), kind: 'busy' },
        { start: at(30), end: at(60), kind: 'busy' },
      ],
    },
  ]);
});

test('asks again only for those who failed, and not where it cannot help', async () => {
  const asked: string[] = [];
  const answering: Answering = async ({ emails }) => {
    asked.push(emails.join());
    const again = asked.length > 1;
    return emails.map((email) => {
      if (email === ben) return failed(ben, 'room-not-found');
      return again ? free(email) : failed(email, 'unavailable');
    });
  };
  const answers = await ask(answering, [anna, ben]);
  expect(answers).toEqual([free(anna), failed(ben, 'room-not-found')]);
  expect(asked).toEqual([`${anna},${ben}`, anna]);
});

test('a part that fails makes its people unknown, and takes nothing from the others', async () => {
  const answering: Answering = async (query) => {
    if (query.emails.includes(carol)) throw new BackendError('forbidden', 'not you');
    return allFree(query);
  };
  const answers = await ask(answering, [anna, ben, carol]);
  expect(answers.map((each) => each.known || each.error.code)).toEqual([true, true, 'forbidden']);
});

test.each<[string, Answering]>([
  ['of others', async () => [free(carol)]],
  ['that is none', async () => undefined as never],
  ['of too few', async () => []],
])('an answer %s makes everybody unknown', async (_name, answering) => {
  const answers = await ask(answering, [anna]);
  expect(answers.map((each) => !each.known && each.error.code)).toEqual(['bad-response']);
});

test('a connection that does not open makes everybody unknown', async () => {
  const { calendar } = rig({});
  const answers = await calendar.peopleFreeBusy(room('a'), [anna], window, options());
  expect(answers.map((each) => !each.known && each.error.code)).toEqual(['invalid-request']);
});

test('a caller who leaves gets no answer, and a calendar that never answers is a timeout', async () => {
  const never = () => new Promise<never>(() => undefined);
  const backend = fakeBackend({ doPeopleFreeBusy: never, capabilities: tells });
  const { calendar } = rig({ one: backend });
  const leaving = new AbortController();
  const left = failureOf(
    calendar.peopleFreeBusy(room('a'), [anna], window, options(leaving.signal)),
  );
  leaving.abort();
  expect((await left).code).toBe('aborted');
  const late = calendar.peopleFreeBusy(room('a'), [anna], window, options());
  await vi.runAllTimersAsync();
  expect((await late).map((each) => !each.known && each.error.code)).toEqual(['timeout']);
});

test('refuses an empty window, and answers nobody with nothing', async () => {
  const { calendar } = rig({ one: fakeBackend({ capabilities: tells }) });
  const empty = { start: nine, end: nine };
  const refused = calendar.peopleFreeBusy(room('a'), [anna], empty, options());
  expect((await failureOf(refused)).code).toBe('invalid-request');
  expect(await calendar.peopleFreeBusy(room('a'), [], window, options())).toEqual([]);
});
