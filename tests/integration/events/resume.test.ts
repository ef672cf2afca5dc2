import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeEvent } from '@/lib/core/changes/change';
import type { Mark } from '@/lib/core/changes/position';
import type { Person } from '@/lib/core/places/person';
import type { OutboxReading } from '@/lib/db/ports';
import {
  openReplica,
  type Reader,
  type Replica,
  read,
  type Sabotage,
} from '@/tests/integration/events/replica';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';
import { waitFor } from '@/tests/support/wait-for';

const writers = 3;

type Step =
  | { readonly act: 'write' | 'commit' | 'rollback'; readonly writer: number }
  /** The reader's connection breaks: of what it was sent, that many events from the end are lost. */
  | { readonly act: 'leave'; readonly lost: number; readonly replica: number }
  /** Until everything committed has reached the reader. */
  | { readonly act: 'meet' };

const writer = fc.nat(writers - 1);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ act: fc.constant('write' as const), writer }) },
    { weight: 4, arbitrary: fc.record({ act: fc.constant('commit' as const), writer }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('rollback' as const), writer }) },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('leave' as const),
        lost: fc.nat(6),
        replica: fc.nat(1),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ act: 'meet' as const }) },
  ),
  { minLength: 20, maxLength: 60 },
);

/** Transactions that write lines and end in any order, and what of it has to be told. */
function openWriters(clients: readonly PoolClient[]) {
  const open = clients.map((): string[] => []);
  const committed = new Set<string>();
  const begun = clients.map(() => false);
  let lines = 0;
  const end = async (index: number, how: 'COMMIT' | 'ROLLBACK') => {
    if (!begun[index]) return;
    await clients[index]?.query(how);
    begun[index] = false;
    const written = open[index]?.splice(0) ?? [];
    if (how === 'ROLLBACK') return;
    for (const line of written) committed.add(line);
    await clients[index]?.query("SELECT pg_notify('foyer_outbox', '')");
  };
  return {
    committed,
    end,
    write: async (index: number) => {
      if (!begun[index]) await clients[index]?.query('BEGIN');
      begun[index] = true;
      lines += 1;
      const line = `line-${lines}`;
      await clients[index]?.query(
        `INSERT INTO outbox (organisation_id, topic, payload)
         VALUES ('house', 'availability', jsonb_build_object('roomId', $1::text, 'start', 0, 'end', 1))`,
        [line],
      );
      open[index]?.push(line);
    },
  };
}

/** A reader that comes back with the id of the last event that really arrived. */
async function openFaithfulReader(replicas: readonly Replica[]) {
  const arrived: ChangeEvent[] = [];
  const come = (replica: number, lastEventId: string | null): Promise<Reader> => {
    const place = replicas[replica];
    if (!place) throw new Error(`there is no replica ${replica}`);
    return read(place, bob, { lastEventId });
  };
  let current = await come(0, null);
  return {
    told: () =>
      [...arrived, ...current.events].flatMap(({ change }) =>
        change.topic === 'availability'
          ? [change.roomId]
          : change.topic === 'reset'
            ? ['reset']
            : [],
      ),
    leave: async (lost: number, replica: number) => {
      current.watch.stop();
      // The very first event names the place to begin at: without it there is nothing to go on from.
      const kept = current.events.slice(0, Math.max(1, current.events.length - lost));
      arrived.push(...kept);
      current = await come(replica, arrived.at(-1)?.id ?? null);
    },
    stop: () => current.watch.stop(),
  };
}

const bob: Person = {
  id: 'bob',
  organisationId: 'house',
  email: 'bob@example.org',
  name: 'Bob',
  role: 'employee',
  locale: null,
  timeZone: null,
  hourCycle: null,
  firstWeekday: null,
};

describe('a reader of the change stream who comes and goes', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is told every committed line once and no other, however transactions overlap', async () => {
    await withReplicas(database, undefined, async (replicas) => {
      await fc.assert(
        fc.asyncProperty(steps, (plan) => followPlan(replicas, plan, 10_000)),
        { numRuns: 40 },
      );
    });
  });

  it.each([
    {
      mistake: 'takes lines of low ids for old',
      sabotage: (reading: OutboxReading, from: Mark) => ({
        ...reading,
        lines: reading.lines.filter((line) => line.lineId > from.lastLineId),
      }),
    },
    {
      mistake: 'takes all transactions of low numbers for ended',
      sabotage: ({ mark, ...reading }: OutboxReading) => ({
        ...reading,
        mark: { ...mark, snapshot: { ...mark.snapshot, oldestOpen: mark.snapshot.next, open: [] } },
      }),
    },
    {
      mistake: 'forgets what it has read of open transactions',
      sabotage: ({ mark, ...reading }: OutboxReading) => {
        const next = mark.snapshot.oldestOpen;
        return { ...reading, mark: { ...mark, snapshot: { ...mark.snapshot, next, open: [] } } };
      },
    },
  ])('would notice a reader that $mistake', async ({ sabotage }) => {
    await withReplicas(database, sabotage, async (replicas) => {
      const check = await fc.check(
        fc.asyncProperty(steps, (plan) => followPlan(replicas, plan, 1_500)),
        { numRuns: 40, endOnFailure: true },
      );
      expect(check.failed).toBe(true);
    });
  });
});

async function withReplicas(
  database: TestDatabase,
  sabotage: Sabotage | undefined,
  work: (replicas: readonly Replica[]) => Promise<void>,
): Promise<void> {
  const replicas = [openReplica(database.url, sabotage), openReplica(database.url, sabotage)];
  try {
    await work(replicas);
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
  }
}

async function followPlan(
  replicas: readonly Replica[],
  plan: readonly Step[],
  patienceMs: number,
): Promise<void> {
  const clients = await Promise.all(
    Array.from({ length: writers }, () => replicas[0]?.pool.connect()),
  );
  const { write, end, committed } = openWriters(clients.filter((client) => client !== undefined));
  const reader = await openFaithfulReader(replicas);
  const meet = () =>
    waitFor('all lines', () => new Set(reader.told()).size >= committed.size, patienceMs);
  try {
    for (const step of plan) {
      if (step.act === 'write') await write(step.writer);
      else if (step.act === 'commit') await end(step.writer, 'COMMIT');
      else if (step.act === 'rollback') await end(step.writer, 'ROLLBACK');
      else if (step.act === 'leave') await reader.leave(step.lost, step.replica);
      else await meet();
    }
    for (let index = 0; index < writers; index += 1) await end(index, 'COMMIT');
    await meet();
    await reader.leave(0, 1);
    expect(reader.told().toSorted()).toEqual([...committed].toSorted());
  } finally {
    reader.stop();
    for (let index = 0; index < writers; index += 1) await end(index, 'ROLLBACK');
    for (const client of clients) client?.release();
  }
}
