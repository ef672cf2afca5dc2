import { parseArgs } from 'node:util';
import { simulatedKinds } from '@/tests/bench/simulated/simulated-server';

export const victims = ['app', 'postgres', 'radicale'] as const;
export type Victim = (typeof victims)[number];

export const venues = ['local', 'caldav', ...simulatedKinds] as const;
export type CrashVenue = (typeof venues)[number];

/** A simulated server is in the process of the bench: only what is around it can be killed. */
export const hasVictim = (venue: CrashVenue, victim: Victim): boolean =>
  victim !== 'radicale' || venue === 'caldav';

export interface CrashOptions {
  readonly victims: readonly Victim[];
  readonly venues: readonly CrashVenue[];
  /** Of each victim on each calendar. */
  readonly kills: number;
  /** After so many kills the bookings pause until all is settled and compared. */
  readonly killsPerCheck: number;
  readonly clients: number;
  /** Every second booking is a weekly series of this many dates; 0: none is. */
  readonly seriesDates: number;
}

export const usualCrash: CrashOptions = {
  victims,
  venues,
  kills: 200,
  killsPerCheck: 20,
  clients: 8,
  seriesDates: 10,
};

const accepted = {
  victim: { type: 'string' },
  backend: { type: 'string' },
  kills: { type: 'string' },
  check: { type: 'string' },
  clients: { type: 'string' },
  series: { type: 'string' },
} as const;

/**
 * `--victim app|postgres|radicale --backend local|caldav|graph|ews --kills N --check N --clients N
 * --series N`
 */
export function parseCrashOptions(args: readonly string[]): CrashOptions {
  const { values } = parseArgs({ args: [...args], options: accepted });
  return {
    victims: oneOf(values.victim, victims),
    venues: oneOf(values.backend, venues),
    kills: count(values.kills, usualCrash.kills),
    killsPerCheck: count(values.check, usualCrash.killsPerCheck),
    clients: count(values.clients, usualCrash.clients),
    seriesDates: count(values.series, usualCrash.seriesDates),
  };
}

function oneOf<T extends string>(text: string | undefined, known: readonly T[]): readonly T[] {
  if (text === undefined) return known;
  const found = known.find((each) => each === text);
  if (!found) throw new Error(`${text} is not one of ${known.join(', ')}`);
  return [found];
}

function count(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  if (!/^\d{1,4}$/.test(text)) throw new Error(`${text} is not a number of things`);
  return Number(text);
}
