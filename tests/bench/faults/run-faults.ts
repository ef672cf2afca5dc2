import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { judgeBooks } from '@/tests/bench/books/judge-books';
import { type LedgerBooking, readLedger } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import { toHistory } from '@/tests/bench/books/to-history';
import type { FaultCase } from '@/tests/bench/faults/cases';
import type { GroundRoom } from '@/tests/bench/faults/grounds/fault-ground';
import { type CaseResult, type FaultStage, prepareCase } from '@/tests/bench/faults/run-case';
import { histogram } from '@/tests/support/figures';
import { checkHistory } from '@/tests/support/history-checker';

export interface FaultFigures {
  readonly cases: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** What became of the bookings in the end. */
  readonly ends: Readonly<Record<string, number>>;
  /** The longest time from an answer, and the end of its fault, until a booking was not open. */
  readonly settledMs: number;
  readonly violations: readonly string[];
}

/** So many cases are under way at once, most of them waiting. */
const atOnce = 8;
/** Within this a booking must be settled once it is answered and its fault is over. */
const boundMs = 30_000;
const pollMs = 100;
const patienceMs = 120_000;

/** Runs every case, and compares answers, rows and calendars once nothing is open. */
export async function runFaults(
  stage: FaultStage,
  cases: readonly FaultCase[],
  print: (line: string) => void,
): Promise<FaultFigures> {
  const pool = new Pool({ connectionString: stage.app.databaseUrl, max: 4 });
  try {
    const queue: (() => Promise<CaseResult>)[] = [];
    for (const faultCase of cases) queue.push(await prepareCase(stage, faultCase));
    const judged: JudgedCase[] = [];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const one = await judgeCase(pool, await next());
        judged.push(one);
        print(
          `  ${one.name}: ${one.statuses.join(', ')}, ${one.end}, ${Math.round(one.settledMs)} ms`,
        );
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return {
      cases: judged.length,
      statuses: histogram(judged.flatMap(({ statuses }) => statuses)),
      ends: histogram(judged.map(({ end }) => end)),
      settledMs: Math.round(Math.max(...judged.map(({ settledMs }) => settledMs))),
      violations: judged.flatMap(({ violations }) => violations),
    };
  } finally {
    await pool.end();
  }
}

interface JudgedCase {
  readonly name: string;
  readonly statuses: readonly number[];
  readonly end: string;
  readonly settledMs: number;
  readonly violations: readonly string[];
}

async function judgeCase(pool: Pool, result: CaseResult): Promise<JudgedCase> {
  const { name, asked, statuses, room } = result;
  const heardAt = performance.now();
  const { rows, answeredAt } = await settled(pool, asked.key, room, result.overAt);
  const since = Math.max(heardAt, answeredAt, result.overAt());
  const settledMs = Math.max(0, performance.now() - since);
  const readFrom = performance.now();
  const events: readonly StoredEvent[] = (await room.events())
    .filter(({ uid }) => uid.startsWith('foyer-'))
    .map((date) => ({ ...date, roomId: asked.roomId }));
  const meetings = room.meetings?.().filter(({ title }) => title === asked.key) ?? null;
  const readUntil = performance.now();
  await result.stop();
  const books = { asked: [asked], ledger: rows, events, meetings };
  const verdict = checkHistory(toHistory({ ...books, readFrom, readUntil }));
  const wrong = [
    ...judgeBooks(books),
    ...(verdict.explained ? [] : [verdict.problem]),
    ...(result.hits() > 0 ? [] : ['was never injected']),
    ...(statuses.includes(500) ? ['was answered 500'] : []),
    ...(settledMs > boundMs ? [`was settled after ${Math.round(settledMs)} ms only`] : []),
  ];
  const end = rows.map(({ status }) => status).join(' ') || 'nothing';
  return { name, statuses, end, settledMs, violations: wrong.map((words) => `${name}: ${words}`) };
}

interface Settled {
  readonly rows: readonly LedgerBooking[];
  /** When the room had nothing to read any more. */
  readonly answeredAt: number;
}

/**
 * The rows of one booking once it is not open and its room has read everything; those that there are
 * when patience ends.
 */
async function settled(
  pool: Pool,
  key: string,
  { unread }: Pick<GroundRoom, 'unread'>,
  overAt: () => number,
): Promise<Settled> {
  const begunAt = performance.now();
  let answeredAt = 0;
  for (;;) {
    const rows = (await readLedger(pool)).filter(({ title }) => title === key);
    const isOpen = rows.some(({ status }) => status === 'pending' || status.startsWith('awaiting'));
    const isAnswering = unread() > 0;
    if (isAnswering) answeredAt = performance.now();
    if (!isOpen && !isAnswering) return { rows, answeredAt };
    // A fault that befalls one request after the other may last longer than patience itself.
    if (performance.now() > Math.max(begunAt, overAt()) + patienceMs) return { rows, answeredAt };
    await delay(pollMs);
  }
}
