import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import { judgeBooks } from '@/tests/bench/books/judge-books';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import { toHistory } from '@/tests/bench/books/to-history';
import type { World, WorldRoom } from '@/tests/bench/crash/world';
import { checkHistory } from '@/tests/support/history-checker';
import { waitFor } from '@/tests/support/wait-for';

export interface Compared {
  /** From the moment given until no booking was open any more. */
  readonly settledMs: number;
  readonly violations: readonly string[];
}

/** Within this all must be settled once every server is up. */
const boundMs = 30_000;
/** How long a run that breaks the bound is waited for all the same, to see how it ends. */
const patienceMs = 120_000;

/** Waits until nothing is open, then compares answers, rows and calendars. */
export async function compareBooks(
  world: Pick<World, 'ledger' | 'events'>,
  { asked, rooms }: { asked: readonly AskedBooking[]; rooms: readonly WorldRoom[] },
  upAgainAt: number,
): Promise<Compared> {
  await waitFor(
    'every booking to settle',
    async () => !(await world.ledger()).some(isOpen),
    patienceMs,
  );
  const settledMs = performance.now() - upAgainAt;
  const readFrom = performance.now();
  const [ledger, events] = [await world.ledger(), await world.events(rooms)];
  const readUntil = performance.now();
  const verdict = checkHistory(toHistory({ asked, ledger, events, readFrom, readUntil }));
  const late = `not all was settled within ${boundMs} ms but after ${Math.round(settledMs)} ms`;
  return {
    settledMs,
    violations: [
      ...judgeBooks({ asked, ledger, events, meetings: null }),
      ...(verdict.explained
        ? []
        : [`${verdict.problem}: ${JSON.stringify({ ...verdict.operation, keys: undefined })}`]),
      ...(settledMs > boundMs ? [late] : []),
    ],
  };
}

const isOpen = ({ status }: LedgerBooking): boolean =>
  status === 'pending' || status.startsWith('awaiting-');
