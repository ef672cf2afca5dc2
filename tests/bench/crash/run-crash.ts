import { setTimeout as delay } from 'node:timers/promises';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import { runClient } from '@/tests/bench/crash/client';
import { compareBooks } from '@/tests/bench/crash/compare-books';
import { crasher } from '@/tests/bench/crash/crasher';
import { stepsHit, viewInstant } from '@/tests/bench/crash/instant-view';
import type { CrashOptions, CrashVenue, Victim } from '@/tests/bench/crash/options';
import { requiredSteps } from '@/tests/bench/crash/required-steps';
import type { WorldRoom } from '@/tests/bench/crash/rooms/room-source';
import { createShift, type ShiftControls } from '@/tests/bench/crash/shift';
import { createSlots } from '@/tests/bench/crash/slots';
import type { World } from '@/tests/bench/crash/world';
import { histogram, quantile } from '@/tests/support/figures';

export interface CrashFigures {
  readonly kills: number;
  /** How many kills came while something was at that step. */
  readonly byStep: Readonly<Record<string, number>>;
  readonly missed: readonly string[];
  readonly asked: number;
  /** Bookings that were said to be confirmed, and cancellations that were said to be done. */
  readonly acknowledged: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** From the moment at which all servers were up again until no booking was open. */
  readonly settledMs: { readonly p50: number; readonly max: number };
  readonly violations: readonly string[];
}

export interface Crash {
  readonly world: World;
  readonly venue: CrashVenue;
  /** Killed in turn. */
  readonly victims: readonly Victim[];
  readonly options: Pick<CrashOptions, 'kills' | 'killsPerCheck' | 'clients' | 'seriesDates'>;
  readonly print: (line: string) => void;
}

interface Findings {
  readonly asked: AskedBooking[];
  readonly rooms: WorldRoom[];
  readonly byStep: Map<string, number>;
  readonly statuses: number[];
  readonly settledMs: number[];
  readonly violations: string[];
}

/** The load runs for at most so long before a kill. */
const killWithinMs = 700;
/** A kill that waits for one certain step gives up after this and comes anyhow. */
const aimPatienceMs = 1_500;
const roomsPerClient = 6;
const warmAnswers = 6;
const warmUpPatienceMs = 10_000;

/** Kills the victim again and again under load, and compares the books between. */
export async function runCrash(crash: Crash): Promise<CrashFigures> {
  const { world, options, venue } = crash;
  const { kills, killsPerCheck, clients } = options;
  const findings: Findings = {
    asked: [],
    rooms: [],
    byStep: new Map(),
    statuses: [],
    settledMs: [],
    violations: [],
  };
  while (findings.rooms.length < clients * roomsPerClient)
    findings.rooms.push(await world.openRoom());
  const token = await world.app.token(crasher, 'employee');
  const nextSlot = createSlots(options.seriesDates);
  const keys = { prefix: `crash-${Date.now().toString(36)}`, last: 0 };
  const newKey = () => {
    keys.last += 1;
    return `${keys.prefix}-${keys.last}`;
  };
  for (let done = 0; done < kills; done += killsPerCheck) {
    const shift = createShift(findings.rooms);
    const client = { world, shift, token, nextSlot, newKey, random: Math.random };
    const { seriesDates } = options;
    const working = Array.from({ length: clients }, () => runClient({ ...client, seriesDates }));
    await killRepeatedly(crash, shift, findings, Math.min(killsPerCheck, kills - done));
    const upAgainAt = performance.now();
    shift.end();
    await Promise.all(working);
    findings.asked.push(...shift.asked);
    findings.statuses.push(...shift.statuses);
    const compared = await compareBooks(world, findings, upAgainAt);
    findings.settledMs.push(compared.settledMs);
    findings.violations.push(...compared.violations, ...ownErrors(shift.statuses));
    crash.print(
      `  ${Math.min(kills, done + killsPerCheck)} kills, ${findings.asked.length} asked, ` +
        `settled in ${Math.round(compared.settledMs)} ms, ${findings.violations.length} violations`,
    );
  }
  return sumUp(findings, venue, kills);
}

async function killRepeatedly(
  { world, victims, venue }: Crash,
  shift: ShiftControls,
  { byStep }: Findings,
  kills: number,
): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    const victim = victims[kill % victims.length] ?? 'app';
    // Every fourth comes while the application is still cold.
    if (kill % 4 !== 3) await warmUp(shift);
    await delay(Math.random() * killWithinMs);
    // Every second kill waits for the step that was hit least: some last for a millisecond only.
    const view = () => viewInstant(world, shift.unanswered);
    const seen = kill % 2 === 0 ? view() : await aim(leastHit(venue, byStep), view);
    shift.setUp(false);
    await world.kill(victim);
    if (victim === 'postgres') await world.restart(victim);
    const ledger = await world.ledger();
    shift.look(ledger);
    if (victim !== 'postgres') await world.restart(victim);
    if (victim === 'app') world.trace.interrupt();
    for (const step of stepsHit(seen, ledger)) byStep.set(step, (byStep.get(step) ?? 0) + 1);
    shift.setUp(true);
  }
}

/** Whatever is killed, nobody is told of an error of the application's own. */
function ownErrors(statuses: readonly number[]): readonly string[] {
  const count = statuses.filter((status) => status === 500).length;
  return count === 0 ? [] : [`${count} answers of 500`];
}

/** A process that has just started works on its first requests for seconds before any holds. */
async function warmUp({ statuses }: ShiftControls): Promise<void> {
  const before = statuses.length;
  const until = performance.now() + warmUpPatienceMs;
  while (statuses.length < before + warmAnswers && performance.now() < until) await delay(10);
}

/** What no road shows. */
const unaimable = /before|answered|awaiting/;

function leastHit(venue: CrashVenue, byStep: ReadonlyMap<string, number>): string {
  const count = (step: string) => byStep.get(step) ?? 0;
  const [least = ''] = requiredSteps[venue]
    .filter((step) => !unaimable.test(step))
    .toSorted((a, b) => count(a) - count(b));
  return least;
}

/** Looks again at every turn of the event loop until something is at that step. */
async function aim(step: string, view: () => ReturnType<typeof viewInstant>) {
  const until = performance.now() + aimPatienceMs;
  let seen = view();
  while (!seen.steps.includes(step) && performance.now() < until) {
    await new Promise((resolve) => setImmediate(resolve));
    seen = view();
  }
  return seen;
}

function sumUp(findings: Findings, venue: CrashVenue, kills: number): CrashFigures {
  const { asked, byStep, statuses, settledMs, violations } = findings;
  const confirmed = asked.filter(({ booked }) => booked === 'ok').length;
  const cancelled = asked.filter(({ cancelled }) => cancelled === 'ok').length;
  return {
    kills,
    byStep: Object.fromEntries([...byStep].sort(([a], [b]) => a.localeCompare(b))),
    missed: requiredSteps[venue].filter((step) => !byStep.has(step)),
    asked: asked.length,
    acknowledged: confirmed + cancelled,
    statuses: histogram(statuses),
    settledMs: {
      p50: Math.round(quantile(settledMs, 0.5)),
      max: Math.round(Math.max(...settledMs)),
    },
    violations,
  };
}
