import { type Attendant, createAttendant } from '../room-attendant/attendant';
import { defaultRoomPolicy, type RoomPolicy } from '../room-attendant/room-policy';
import { createServerIdentity, type ServerIdentity } from '../support/throw-away-authority';
import { createAuthentication } from './authentication';
import { createFaults, type Faults } from './faults';
import { createMeetings } from './meetings';
import type {
  CalendarItem,
  Fields,
  FreeBusyStatus,
  Mailbox,
  ResponseType,
  Switches,
} from './model';
import type { Limits, RoomList, World } from './operations/operation';
import type { Recurrence } from './recurrence';
import { type Exchange, startServer } from './server';
import { createStore } from './store';
import { createStreams } from './streams';

export interface NewMailbox {
  readonly email: string;
  readonly name?: string;
  readonly kind?: 'user' | 'room';
  readonly password?: string;
  readonly mayImpersonate?: boolean;
  readonly delegates?: readonly string[];
  readonly policy?: Partial<RoomPolicy>;
  readonly keeps?: Partial<Mailbox['keeps']>;
}

/** What somebody writes into a calendar past EWS, such as with Outlook. */
export interface OutsideItem {
  readonly uid: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly subject?: string;
  readonly freeBusy?: FreeBusyStatus;
  readonly sensitivity?: Fields['sensitivity'];
  readonly isCancelled?: boolean;
  readonly myResponse?: ResponseType;
  readonly zone?: string;
  readonly recurrence?: Recurrence;
  readonly deleted?: readonly number[];
  readonly moved?: readonly {
    readonly originalStartMs: number;
    readonly startMs: number;
    readonly endMs: number;
  }[];
}

export interface EwsSimulator {
  readonly url: string;
  readonly caCertificate: string;
  /** For whatever stands before the server on its way. */
  readonly identity: ServerIdentity;
  readonly attendant: Attendant;
  readonly switches: Switches;
  readonly limits: Limits;
  readonly faults: Faults;
  /** Everything that was asked and answered, oldest first. */
  readonly exchanges: readonly Exchange[];
  addMailbox(mailbox: NewMailbox): void;
  removeMailbox(email: string): void;
  mailbox(email: string): Mailbox | null;
  addRoomList(list: RoomList): void;
  /** A bearer token that signs in an account. */
  addToken(token: string, email: string): void;
  writeOutside(email: string, item: OutsideItem): void;
  /** As its organiser cancels it, or whoever wrote it deletes it. */
  removeOutside(email: string, uid: string): void;
  peek(email: string): readonly CalendarItem[];
  forgetSyncStates(): void;
  refuse(refusing: boolean): void;
  setLatency(latencyMs: number): void;
  stop(): Promise<void>;
}

export interface EwsSimulatorOptions {
  readonly nowMs?: () => number;
  /** How long rooms take to answer. */
  readonly answerDelayMs?: number | (() => number);
  /** Holds requests to the schema, as Exchange does; unless given all are taken as they come. */
  readonly problemOf?: (message: string) => string | null;
}

/** An Exchange server on this machine: stateful, over HTTPS, with rooms that answer later. */
export async function startEwsSimulator(options: EwsSimulatorOptions = {}): Promise<EwsSimulator> {
  const store = createStore(options.nowMs ?? Date.now);
  const attendant = createAttendant(options.answerDelayMs ?? 0);
  const meetings = createMeetings(store, attendant);
  const switches: Switches = {
    resources: 'as-resources',
    responses: 'filled',
    calendarView: 'expanded',
    windowRefusal: 'per-mailbox',
  };
  const limits: Limits = {
    mailboxesPerAvailability: 100,
    availabilityDays: 42,
    roomsPerAnswer: 100,
    streamMinuteMs: 60_000,
    streamBeatMs: 45_000,
  };
  const roomLists: RoomList[] = [];
  const streams = createStreams(store);
  const world: World = { store, meetings, switches, limits, roomLists, streams };
  const faults = createFaults();
  const authentication = createAuthentication(store);
  const exchanges: Exchange[] = [];
  const identity = await createServerIdentity('exchange.example.org');
  const onExchange = (exchange: Exchange) => void exchanges.push(exchange);
  const problemOf = options.problemOf ?? (() => null);
  const parts = { identity, authentication, world, faults, onExchange, problemOf };
  const server = await startServer(parts);
  return {
    url: `https://localhost:${server.port}/EWS/Exchange.asmx`,
    caCertificate: identity.caCertificate,
    identity,
    attendant,
    switches,
    limits,
    faults,
    exchanges,
    addMailbox: (mailbox) =>
      void store.mailboxes.set(mailbox.email.toLowerCase(), toMailbox(mailbox)),
    removeMailbox: (email) => void store.mailboxes.delete(email.toLowerCase()),
    mailbox: store.mailbox,
    addRoomList: (list) => void roomLists.push(list),
    addToken: (token, email) => void authentication.tokens.set(token, email),
    writeOutside(email, item) {
      const mailbox = store.requireMailbox(email);
      store.add(mailbox, toItem(item, mailbox, store.newId(mailbox.email), store.nowMs()));
    },
    removeOutside(email, uid) {
      const mailbox = store.requireMailbox(email);
      const item = store.byUid(mailbox, uid);
      const organizer = item && store.mailbox(item.organizer.email);
      const own = organizer && store.byUid(organizer, uid);
      if (own) {
        meetings.cancel(own);
        store.remove(own);
      }
      if (item) store.remove(item);
    },
    peek: (email) => structuredClone([...(store.mailbox(email)?.items.values() ?? [])]),
    forgetSyncStates() {
      for (const mailbox of store.mailboxes.values()) mailbox.syncEpoch += 1;
    },
    refuse: server.refuse,
    setLatency: server.setLatency,
    async stop() {
      attendant.stop();
      await server.stop();
    },
  };
}

function toMailbox(given: NewMailbox): Mailbox {
  const email = given.email.toLowerCase();
  return {
    email,
    name: given.name ?? email.split('@')[0] ?? email,
    kind: given.kind ?? 'user',
    password: given.password ?? 'secret',
    mayImpersonate: given.mayImpersonate ?? false,
    delegates: new Set(given.delegates?.map((each) => each.toLowerCase())),
    items: new Map(),
    log: [],
    syncEpoch: 1,
    policy: { ...defaultRoomPolicy, ...given.policy },
    keeps: { subject: false, body: false, privacy: false, ...given.keeps },
    freeBusyError: null,
  };
}

function toItem(
  outside: OutsideItem,
  { email, name }: Mailbox,
  id: string,
  nowMs: number,
): CalendarItem {
  const zone = outside.zone ?? 'UTC';
  return {
    id,
    mailbox: email,
    uid: outside.uid,
    createdMs: nowMs,
    organizer: { name, email },
    version: 1,
    modifiedMs: nowMs,
    fields: {
      subject: outside.subject ?? 'Outside',
      body: '',
      bodyType: 'Text',
      startMs: outside.startMs,
      endMs: outside.endMs,
      startZone: zone,
      endZone: zone,
      allDay: false,
      freeBusy: outside.freeBusy ?? 'Busy',
      location: '',
      sensitivity: outside.sensitivity ?? 'Normal',
      required: [],
      optional: [],
      resources: [],
      categories: [],
      extended: [],
    },
    isCancelled: outside.isCancelled ?? false,
    myResponse: outside.myResponse ?? 'Organizer',
    requestSent: false,
    hasUntoldTimes: false,
    sequence: 0,
    recurrence: outside.recurrence ?? null,
    exceptions: new Map(
      outside.moved?.map(({ originalStartMs, ...times }) => [originalStartMs, times]),
    ),
    deleted: new Set(outside.deleted),
  };
}
