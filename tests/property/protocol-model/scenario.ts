/** What may happen besides two people booking the same slot. Each may happen at any moment. */
export interface Scenario {
  readonly name: string;
  /** Who refuses overlaps: nobody but Foyer, or the server, whose room answers later. */
  readonly referee: 'app' | 'server';
  /** The same uid written twice is one event. */
  readonly idempotent: boolean;
  /** Crashes, lost answers, late arrivals, refusals and failed reads, at every step, any number. */
  readonly faults: boolean;
  /** Waiting may run out of time, rooms' answers may be overdue, and doubtful bookings too old. */
  readonly deadlines: boolean;
  /** Somebody writes an event past Foyer, and may remove it. */
  readonly outsider: boolean;
  /** Somebody removes Foyer's events from the calendar. */
  readonly robber: boolean;
  /** The people of these bookings may cancel them while they are live. */
  readonly cancels: readonly (0 | 1)[];
}

const quiet = {
  idempotent: true,
  faults: false,
  deadlines: false,
  outsider: false,
  robber: false,
  cancels: [],
} as const;
const hostile = { ...quiet, faults: true, deadlines: true, outsider: true } as const;

export const appQuiet: Scenario = { ...quiet, name: 'app referee, undisturbed', referee: 'app' };
export const serverQuiet: Scenario = {
  ...quiet,
  name: 'server referee, undisturbed',
  referee: 'server',
};
export const appHostile: Scenario = {
  ...hostile,
  name: 'app referee, everything fails',
  referee: 'app',
};
export const appTwice: Scenario = {
  ...hostile,
  name: 'app referee, a write repeated is a second event',
  referee: 'app',
  idempotent: false,
};
export const serverHostile: Scenario = {
  ...hostile,
  name: 'server referee with late answers, everything fails',
  referee: 'server',
};
export const serverLate: Scenario = {
  ...hostile,
  name: 'server referee with late answers, everything fails, nobody from outside',
  referee: 'server',
  outsider: false,
};
export const appCancelled: Scenario = {
  ...hostile,
  name: 'app referee, everything fails, the smaller uid is cancelled at any moment',
  referee: 'app',
  outsider: false,
  cancels: [0],
};
export const appCancelledGreater: Scenario = {
  ...appCancelled,
  name: 'app referee, everything fails, the greater uid is cancelled at any moment',
  cancels: [1],
};
export const serverCancelled: Scenario = {
  ...hostile,
  name: 'server referee, everything fails, the smaller uid is cancelled at any moment',
  referee: 'server',
  outsider: false,
  cancels: [0],
};
export const appRobbed: Scenario = {
  ...hostile,
  name: 'app referee, everything fails, events are removed from outside',
  referee: 'app',
  robber: true,
};
export const serverRobbed: Scenario = {
  ...hostile,
  name: 'server referee, everything fails, events are removed from outside',
  referee: 'server',
  outsider: false,
  robber: true,
};

/** What every test run goes through. */
export const quickScenarios: readonly Scenario[] = [
  appQuiet,
  serverQuiet,
  appHostile,
  appTwice,
  serverLate,
];

/** All that the full exploration goes through. */
export const allScenarios: readonly Scenario[] = [
  ...quickScenarios,
  serverHostile,
  appCancelled,
  appCancelledGreater,
  serverCancelled,
  appRobbed,
  serverRobbed,
];
