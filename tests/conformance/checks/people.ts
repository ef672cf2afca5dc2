import assert from 'node:assert/strict';
import type { PersonFreeBusy } from '@/lib/calendar/backend';
import { isBackendError } from '@/lib/calendar/errors';
import type { Interval } from '@/lib/core/time/interval';
import {
  busy,
  type Check,
  type CheckContext,
  call,
  failure,
  oneRoom,
  outside,
  span,
} from '@/tests/conformance/checks/check';
import type { PeopleRoads } from '@/tests/conformance/harness';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

const day = span('2027-03-02T00:00:00Z', 24 * 60);
const morning = span('2027-03-02T09:00:00Z', 60);
const noon = span('2027-03-02T12:00:00Z', 30);
const evening = span('2027-03-02T18:15:00Z', 45);

/** Long enough for any of these servers on this machine to have done its work. */
const shortMs = 400;

type Ask = (
  emails: readonly string[],
  window: Interval,
  signal?: AbortSignal,
) => Promise<readonly PersonFreeBusy[]>;

/** A promise about people, or that where they are not told of, asking is refused. */
function peopleCheck(
  name: string,
  run: (people: PeopleRoads, ask: Ask, ctx: CheckContext) => Promise<void>,
): Check {
  return {
    name,
    async run(ctx) {
      const room = await oneRoom(ctx);
      const ask: Ask = (emails, { start, end }, signal) => {
        const query = deepFreeze({ room, emails, window: { start, end } });
        return ctx.backend.doPeopleFreeBusy(query, call(signal));
      };
      if (ctx.capabilities.peopleFreeBusy === null) {
        await failure(ask(['alice@example.org'], day), 'unsupported');
        return;
      }
      const { people } = ctx.harness;
      assert.ok(people, 'a system that tells of people has some');
      await run(people, ask, ctx);
    },
  };
}

async function timesOf(people: PeopleRoads, ask: Ask, window: Interval, events: Outsides) {
  const [email] = await people.make(1);
  assert.ok(email);
  for (const event of events) await people.writeOutside(email, event);
  const [answer] = await ask([email], window);
  assert.ok(answer?.known, 'the person is known');
  return answer.busy;
}

type Outsides = readonly ReturnType<typeof outside>[];

export const peopleChecks: readonly Check[] = [
  peopleCheck('people are told of as far as is declared, else not at all', async (_p, _a, ctx) => {
    const declared = ctx.capabilities.peopleFreeBusy;
    const limits = [declared?.peoplePerCall, declared?.windowDays];
    for (const limit of limits) assert.ok(Number.isInteger(limit) && (limit ?? 0) > 0);
  }),
  peopleCheck('people are answered each in the order asked', async (people, ask) => {
    const emails = await people.make(3);
    const times = [morning, noon, evening];
    for (const [index, email] of emails.entries()) {
      await people.writeOutside(email, outside(times[index] ?? noon));
    }
    for (const asked of [emails, emails.toReversed()]) {
      const answers = await ask(asked, day);
      assert.deepEqual(
        answers.map((answer) => [answer.email, answer.known && answer.busy[0]?.start]),
        asked.map((email) => [email, times[emails.indexOf(email)]?.start]),
      );
    }
  }),
  peopleCheck('somebody with an empty calendar is known to be free', async (people, ask) => {
    assert.deepEqual(await timesOf(people, ask, day, []), []);
  }),
  peopleCheck('busy times of people are clipped, sorted and half-open', async (people, ask) => {
    const events = ['09:45', '08:00', '10:00', '08:30'].map((time) =>
      outside(span(`2027-03-02T${time}:00Z`, time === '08:00' ? 30 : 60)),
    );
    assert.deepEqual(await timesOf(people, ask, morning, events), [
      busy(span('2027-03-02T09:00:00Z', 30)),
      busy(span('2027-03-02T09:45:00Z', 15)),
    ]);
  }),
  peopleCheck('what a person has tentatively is told as tentative', async (people, ask) => {
    const events = [outside(noon, { kind: 'tentative' }), outside(evening)];
    assert.deepEqual(await timesOf(people, ask, day, events), [
      busy(noon, 'tentative'),
      busy(evening),
    ]);
  }),
  peopleCheck('what takes none of a person’s time does not make them busy', async (people, ask) => {
    const events = [outside(noon, { kind: 'free' }), outside(evening, { visibility: 'private' })];
    assert.deepEqual(await timesOf(people, ask, day, events), [busy(evening)]);
  }),
  peopleCheck('of people nothing is told but times', async (people, ask) => {
    const event = outside(noon, { title: 'Project Nightjar' });
    const [told] = await timesOf(people, ask, day, [event]);
    assert.deepEqual(told, busy(noon));
    assert.deepEqual(Object.keys(told ?? {}).toSorted(), ['end', 'kind', 'start']);
  }),
  peopleCheck(
    'an address that nobody has is unknown, and the others are answered',
    async (people, ask) => {
      const [first, last] = await people.make(2);
      assert.ok(first && last);
      await people.writeOutside(last, outside(noon));
      const answers = await ask([first, people.missing(), last], day);
      assert.deepEqual(
        answers.map((answer) => (answer.known ? answer.busy.length : answer.error.code)),
        [0, 'room-not-found', 1],
      );
    },
  ),
  peopleCheck(
    'a person who cannot be read is unknown, and the others are answered',
    async (people, ask) => {
      const [first, broken, last] = await people.make(3);
      assert.ok(first && broken && last);
      await people.writeOutside(first, outside(morning));
      await people.breakCalendar(broken);
      const answers = await ask([first, broken, last], day);
      assert.deepEqual(
        answers.map((answer) => (answer.known ? answer.busy.length : 'unknown')),
        [1, 'unknown', 0],
      );
      const [, unknown] = answers;
      assert.ok(unknown && !unknown.known && isBackendError(unknown.error));
    },
  ),
  peopleCheck(
    'as many people, and as long a window, as declared are answered in one call',
    async (people, ask, ctx) => {
      const { peoplePerCall = 0, windowDays = 0 } = ctx.capabilities.peopleFreeBusy ?? {};
      const emails = await people.make(Math.min(peoplePerCall, 40));
      const answers = await ask(emails, span('2027-01-01T00:00:00Z', windowDays * 24 * 60));
      assert.deepEqual(
        answers.map(({ email, known }) => [email, known]),
        emails.map((email) => [email, true]),
      );
    },
  ),
  peopleCheck(
    'on a server that is down every person is unknown, none is free',
    async (people, ask, ctx) => {
      const emails = await people.make(2);
      ctx.defer(await ctx.harness.cutOff());
      const answers = await ask(emails, day);
      assert.deepEqual(
        answers.map((answer) => !answer.known && answer.error.code),
        ['unavailable', 'unavailable'],
      );
    },
  ),
  peopleCheck(
    'people of whom no answer comes are unknown, or it ends as timeout',
    async (people, ask, ctx) => {
      const emails = await people.make(1);
      await ask(emails, day);
      ctx.defer(await ctx.harness.holdAnswers());
      const answer = await ask(emails, day, AbortSignal.timeout(shortMs)).then(
        ([first]) => (first?.known ? 'known' : first?.error),
        (error: unknown) => error,
      );
      assert.ok(isBackendError(answer), 'not known');
      assert.equal(answer.code, 'timeout');
    },
  ),
];
