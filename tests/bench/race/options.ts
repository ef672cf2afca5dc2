import { parseArgs } from 'node:util';
import { simulatedKinds } from '@/tests/bench/simulated/simulated-server';

export const venueKinds = [
  'local',
  'mock',
  'caldav',
  'cyrus',
  'davical',
  'cyrus-invite',
  'davical-invite',
  ...simulatedKinds,
] as const;
export type VenueKind = (typeof venueKinds)[number];

export const shapes = ['single', 'series'] as const;
/** One date, or a weekly series of ten. */
export type Shape = (typeof shapes)[number];

/** One race: a number of rounds, each for a slot that nobody has had. */
export interface RacePlan {
  readonly kind: VenueKind;
  readonly shape: Shape;
  readonly rounds: number;
  readonly racers: number;
  /** Writers per round who put an event into the calendar past Foyer. */
  readonly outsiders: number;
}

export interface RaceOptions {
  readonly plans: readonly RacePlan[];
  /** Numbers of processes of the application over one database; all plans are run with each. */
  readonly replicas: readonly number[];
}

const usualRounds = 20;
const usualRacers = [2, 8, 32];
/** Outside writers need somebody else's road to the calendar. */
const usualOutsiders: Readonly<Record<VenueKind, readonly number[]>> = {
  local: [0],
  mock: [0],
  caldav: [0, 1],
  cyrus: [0, 1],
  davical: [0, 1],
  'cyrus-invite': [0, 1],
  'davical-invite': [0, 1],
  graph: [0, 1],
  ews: [0, 1],
};

const accepted = {
  rounds: { type: 'string' },
  racers: { type: 'string' },
  backend: { type: 'string' },
  replicas: { type: 'string' },
  outside: { type: 'string' },
  shape: { type: 'string' },
} as const;

/**
 * `--rounds N --racers N --backend local|mock|caldav|cyrus|davical|cyrus-invite|davical-invite|graph|ews
 * --replicas N --outside N --shape single|series`, `caldav` being Radicale;
 * what is not named is tried in all its usual forms. Throws for others.
 */
export function parseRaceOptions(args: readonly string[]): RaceOptions {
  const { values } = parseArgs({ args: [...args], options: accepted });
  const rounds = count(values.rounds) ?? usualRounds;
  const outside = count(values.outside);
  const racers = orAll(count(values.racers), usualRacers);
  const chosenShapes = oneOf(values.shape, shapes) ?? shapes;
  const plans = (oneOf(values.backend, venueKinds) ?? venueKinds).flatMap((kind) =>
    chosenShapes.flatMap((shape) =>
      orAll(outside, usualOutsiders[kind]).flatMap((outsiders) =>
        racers.map((each) => ({ kind, shape, rounds, racers: each, outsiders })),
      ),
    ),
  );
  return { plans, replicas: orAll(count(values.replicas), [1, 2]) };
}

const orAll = <T>(one: T | null, all: readonly T[]): readonly T[] => (one === null ? all : [one]);

function oneOf<T extends string>(text: string | undefined, known: readonly T[]): T[] | null {
  if (text === undefined) return null;
  const found = known.find((each) => each === text);
  if (!found) throw new Error(`${text} is not one of ${known.join(', ')}`);
  return [found];
}

function count(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,4}$/.test(text)) throw new Error(`${text} is not a number of things`);
  return Number(text);
}
