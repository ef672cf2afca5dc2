import { parseArgs } from 'node:util';

export const venueKinds = ['local', 'caldav'] as const;
export type VenueKind = (typeof venueKinds)[number];

export interface RaceOptions {
  readonly rounds: number;
  readonly racers: number;
  readonly backends: readonly VenueKind[];
  /** Processes of the application over one database. */
  readonly replicas: number;
  /** Writers per round who put an event into the calendar past Foyer. */
  readonly outsiders: number;
}

export const usualRace: RaceOptions = {
  rounds: 50,
  racers: 32,
  backends: venueKinds,
  replicas: 1,
  outsiders: 0,
};

const accepted = {
  rounds: { type: 'string' },
  racers: { type: 'string' },
  backend: { type: 'string' },
  replicas: { type: 'string' },
  outside: { type: 'string' },
} as const;

/** `--rounds N --racers N --backend local|caldav --replicas N --outside N`; throws for others. */
export function parseRaceOptions(args: readonly string[]): RaceOptions {
  const { values } = parseArgs({ args: [...args], options: accepted });
  const backend = venueKinds.find((kind) => kind === values.backend);
  if (values.backend !== undefined && !backend) throw new Error('--backend is local or caldav');
  return {
    rounds: count(values.rounds, usualRace.rounds),
    racers: count(values.racers, usualRace.racers),
    replicas: count(values.replicas, usualRace.replicas),
    outsiders: count(values.outside, usualRace.outsiders),
    backends: backend ? [backend] : usualRace.backends,
  };
}

function count(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  if (!/^\d{1,4}$/.test(text)) throw new Error(`${text} is not a number of things`);
  return Number(text);
}
