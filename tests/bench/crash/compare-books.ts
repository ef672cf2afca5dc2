import { setTimeout as delay } from 'node:timers/promises';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import { judgeBooks } from '@/tests/bench/books/judge-books';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import { toHistory } from '@/tests/bench/books/to-history';
import type { WorldRoom } from '@/tests/bench/crash/rooms/room-source';
import type { World } from '@/tests/bench/crash/world';
import { checkHistory } from '@/tests/support/history-checker';

export interface Compared {
  /** From the moment given, or the last answer of a room, until no booking was open any more. */
  readonly settledMs: number;
  readonly violations: readonly string[];
}

/** Within this all must be settled once every server is up and the rooms have answered. */
const boundMs = 30_000;
/** How long a run that breaks the bound is waited for all the same, to see how it ends. */
const patienceMs = 120_000;
const pollMs = 20;

/** Waits until nothing is open, then compares answers, rows and calendars. */
export async function compareBooks(
  world: Pick<World, 'ledger' | 'events' | 'meetings' | 'unread'>,
  { asked, rooms }: { asked: readonly AskedBooking[]; rooms: readonly WorldRoom[] },
  upAgainAt: number,
): Promise<Compared> {
  const settledMs = await settle(world, upAgainAt);
  const readFrom = performance.now();
  const [ledger, events] = [await world.ledger(), await world.events(rooms)];
  const meetings = world.meetings?.() ?? null;
  const readUntil = performance.now();
  const verdict = checkHistory(toHistory({ asked, ledger, events, readFrom, readUntil }));
  const late = `not all was settled within ${boundMs} ms but after ${Math.round(settledMs)} ms`;
  return {
    settledMs,
    violations: [
      ...judgeBooks({ asked, ledger, events, meetings }),
      ...(verdict.explained
        ? []
        : [`${verdict.problem}: ${JSON.stringify({ ...verdict.operation, keys: undefined })}`]),
      ...(settledMs > boundMs ? [late] : []),
    ],
  };
}

/** How long it took; what is open when patience ends is the judge's to tell. */
async function settle(
  { ledger, unread }: Pick<World, 'ledger' | 'unread'>,
  upAgainAt: number,
): Promise<number> {
  let answeredAt = upAgainAt;
  for (;;) {
    const now = performance.now();
    if (unread() > 0) answeredAt = now;
    else if (now > upAgainAt + patienceMs || !(await ledger()).some(isOpen)) {
      return performance.now() - answeredAt;
    }
    await delay(pollMs);
  }
}

const isOpen = ({ status }: LedgerBooking): boolean =>
  status === 'pending' || status.startsWith('awaiting-');
