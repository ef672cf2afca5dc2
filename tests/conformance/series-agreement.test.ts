import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarBackend } from '@/lib/calendar/backend';
import { createMockBackend } from '@/lib/calendar/backends/mock';
import { instant } from '@/lib/core/time/instant';
import { playSeries, type Side } from '@/tests/conformance/agreement/play-series';
import { seriesBreakers } from '@/tests/conformance/agreement/series-breakers';
import {
  arbitraryCommand,
  arbitraryRoomsCommand,
  arbitrarySeries,
  roomCount,
  toDraft,
} from '@/tests/conformance/agreement/series-command';
import type { Harness } from '@/tests/conformance/harness';
import { chosenMakers } from '@/tests/conformance/harnesses/all-harnesses';

/** Servers that are spoken to for each write take their time. */
const runsByMaker: Readonly<Record<string, number>> = { local: 40, 'caldav on Radicale': 8 };
const plays = { minLength: 2, maxLength: 8 };

function newModel(): CalendarBackend {
  const clock = { now: () => instant(Date.now()) };
  return createMockBackend({ options: {}, clock, newId: randomUUID });
}

function inMemory(backend: CalendarBackend): Side {
  const rooms = Array.from({ length: roomCount }, () => ({ roomId: randomUUID(), address: {} }));
  return { backend, rooms };
}

/** That series on the mock and on the other side are the same, whatever is done to them. */
function agreement(
  other: CalendarBackend,
  newSide: (roomCount: number) => Promise<Side>,
  note: (outcomes: readonly string[]) => void,
) {
  const model = newModel();
  const several = other.capabilities.roomsPerEvent >= roomCount;
  const command = several ? arbitraryRoomsCommand : arbitraryCommand;
  const commands = fc.array(command, plays);
  return fc.asyncProperty(arbitrarySeries, commands, async (series, toDo) => {
    const side = await newSide(several ? roomCount : 1);
    const same = { ...inMemory(model), rooms: inMemory(model).rooms.slice(0, side.rooms.length) };
    note(await playSeries(same, side, toDraft(series, randomUUID()), toDo));
  });
}

for (const maker of chosenMakers().filter(({ name }) => name in runsByMaker)) {
  const missing = await maker.missing();
  if (missing !== null) {
    process.stderr.write(`\n*** series on ${maker.name} are NOT compared: ${missing} ***\n\n`);
    continue;
  }
  describe(`series on ${maker.name} and on the mock`, () => {
    let harness: Harness;

    beforeAll(async () => {
      harness = await maker.start();
    });

    afterAll(async () => {
      await harness.stop();
    });

    test('come to the same dates, whatever is done to them', async () => {
      const { backend } = harness;
      const outcomes: string[] = [];
      const play = agreement(
        backend,
        async (count) => ({ backend, rooms: await harness.makeRooms(count) }),
        (made) => void outcomes.push(...made),
      );
      await fc.assert(play, { numRuns: runsByMaker[maker.name] ?? 0 });
      process.stdout.write(`${maker.name}: ${JSON.stringify(tally(outcomes))}\n`);
    });
  });
}

function tally(outcomes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes.toSorted()) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

describe('the comparison of series', () => {
  test.each(seriesBreakers)('notices that $name', async ({ breakSeries }) => {
    const good = newModel();
    const broken = { ...good, ...breakSeries(good) };
    const play = agreement(
      broken,
      async () => inMemory(broken),
      () => undefined,
    );
    const { failed } = await fc.check(play, { seed: 7, numRuns: 400, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
