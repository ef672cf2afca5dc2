import { randomUUID } from 'node:crypto';
import { createAttendant } from '../room-attendant/attendant';
import type { RoomPolicy } from '../room-attendant/room-policy';
import { createServerIdentity, type ServerIdentity } from '../support/throw-away-authority';
import { createOutsider, type Outsider } from './outsider';
import { createPeek, type Peek } from './peek';
import { changeEventRoutes } from './routes/change-events';
import { delegatedOnlyRoutes } from './routes/delegated-only';
import { createDelta } from './routes/delta';
import { eventRoutes } from './routes/events';
import { forwardRoutes } from './routes/forward';
import { placeRoutes } from './routes/places';
import { respondRoutes } from './routes/respond';
import { scheduleRoutes } from './routes/schedule';
import { createSubscriptionRoutes } from './routes/subscriptions';
import { userRoutes } from './routes/users';
import { type Authority, createAuthority } from './server/authority';
import type { Service } from './server/dispatch';
import type { Exchange } from './server/exchange';
import { createFaults, type Faults } from './server/faults';
import { createGraphHandler } from './server/graph-handler';
import { startHttpsServer } from './server/https-server';
import { createThrottle, type ThrottleSettings } from './server/throttle';
import { createMailbox, createPlace } from './store/create-place';
import type { World } from './store/world';
import { createNotifier, type Notifier } from './subscriptions/notifier';

export interface GraphSimulatorOptions {
  /** Epoch milliseconds; the machine's clock unless given. */
  readonly now?: () => number;
  /** How long rooms take to answer; 0: as soon as the answer to the request has left. */
  readonly attendantDelayMs?: number | (() => number);
  readonly latencyMs?: number;
  /** Application permissions of the app registration. */
  readonly permissions?: readonly string[];
  /** Who vouches for subscribers that listen on HTTPS. */
  readonly notificationCaCertificate?: string;
  /** Hears every request to Graph and every part of a batch with its answer. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface RoomDraft {
  readonly address: string;
  readonly displayName: string;
  /** Of the room as `/places` shows it: capacity, building, floorNumber, tags and so on. */
  readonly place?: Readonly<Record<string, unknown>>;
  readonly policy?: Partial<RoomPolicy>;
  readonly isHidden?: boolean;
}

/** A Microsoft 365 tenant of this machine, behind real TLS, with its own token endpoint. */
export interface GraphSimulator {
  /** `https://127.0.0.1:port`; Graph answers below `/v1.0`. */
  readonly baseUrl: string;
  /** `https://127.0.0.1:port`; tokens are given at `/{tenantId}/oauth2/v2.0/token`. */
  readonly authorityUrl: string;
  /** PEM of the only authority that signed the server's certificate. */
  readonly caCertificate: string;
  /** For whatever stands before the server on its way. */
  readonly identity: ServerIdentity;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authority: Authority;
  addUser(draft: {
    readonly address: string;
    readonly displayName: string;
    readonly sharesDetails?: boolean;
  }): void;
  addRoom(draft: RoomDraft): void;
  addRoomList(draft: {
    readonly address: string;
    readonly displayName: string;
    readonly rooms: readonly string[];
  }): void;
  /** Changes how a room treats requests from now on. */
  setPolicy(address: string, policy: Partial<RoomPolicy>): void;
  /** What `getSchedule` says of a mailbox instead of an answer; null: it answers again. */
  setScheduleFailure(address: string, responseCode: string | null): void;
  /** Addresses the application may touch; null: all. */
  setScope(addresses: readonly string[] | null): void;
  /** Rooms reading their mail: delay, hold, release, wait for it. */
  readonly attendant: World['attendant'];
  /** Answers on their way to organisers; at once unless delayed or held. */
  readonly mail: World['mail'];
  /** Subscriptions, what was delivered, and lifecycle notifications. */
  readonly notifier: Notifier;
  /** Whoever follows a delta gets 410 from now on. */
  forgetDeltas(): void;
  readonly outside: Outsider;
  readonly peek: Peek;
  readonly faults: Faults;
  readonly throttling: ThrottleSettings;
  /** 503 with Retry-After for everything, until null. */
  setUnavailable(retryAfterSeconds: number | null): void;
  setLatency(latencyMs: number | (() => number)): void;
  /** Every request waits for this before it is answered, its place in the mailbox taken. */
  setGate(gate: (() => Promise<void>) | null): void;
  figures(): {
    readonly mostAtOncePerMailbox: number;
    readonly throttled: number;
    readonly tokensIssued: number;
  };
  /** Ends the server; throws what the simulator itself broke on, if it did. */
  close(): Promise<void>;
}

/** The least that Foyer needs. */
const usualPermissions = ['Calendars.ReadWrite', 'Place.Read.All'];

export async function startGraphSimulator(
  options: GraphSimulatorOptions = {},
): Promise<GraphSimulator> {
  const now = options.now ?? Date.now;
  const identity = await createServerIdentity('the Graph simulator');
  const ids = { tenantId: randomUUID(), clientId: randomUUID() };
  const attendant = createAttendant(options.attendantDelayMs);
  const mail = createAttendant();
  const faults = createFaults();
  const throttle = createThrottle(now);
  const world: World = {
    now,
    attendant,
    mail,
    mailboxes: new Map(),
    places: new Map(),
    afterAnswer: (work) => server.afterAnswer(work),
    watchers: new Set(),
  };
  const ca = options.notificationCaCertificate;
  const notifier = createNotifier({
    world,
    tenantId: ids.tenantId,
    ...(ca === undefined ? {} : { caCertificate: ca }),
  });
  const delta = createDelta();
  const service: Service = {
    world,
    routes: [
      ...eventRoutes,
      ...changeEventRoutes,
      ...respondRoutes,
      ...forwardRoutes,
      ...delegatedOnlyRoutes,
      ...scheduleRoutes,
      ...userRoutes,
      ...placeRoutes,
      ...delta.routes,
      ...createSubscriptionRoutes(notifier),
    ],
    throttle,
    latencyMs: () => options.latencyMs ?? 0,
    gate: null,
    scope: null,
  };
  const made: { authority: Authority | null } = { authority: null };
  const server = await startHttpsServer(identity, (origin) => {
    const authority = createAuthority({ ...ids, now, origin });
    authority.roles = options.permissions ?? usualPermissions;
    made.authority = authority;
    const onExchange = options.onExchange ?? ignore;
    return createGraphHandler({ origin, service, authority, faults, onExchange });
  });
  const { authority } = made;
  if (!authority) throw new Error('the server did not start');
  return {
    ...ids,
    ...directoryOf(world),
    baseUrl: server.origin,
    authorityUrl: server.origin,
    caCertificate: identity.caCertificate,
    identity,
    clientSecret: String(authority.secret),
    authority,
    attendant,
    mail,
    notifier,
    forgetDeltas: delta.forget,
    faults,
    outside: createOutsider(world),
    peek: createPeek(world),
    throttling: throttle.settings,
    setScope(addresses) {
      service.scope = addresses;
    },
    setUnavailable(retryAfterSeconds) {
      throttle.unavailableSeconds = retryAfterSeconds;
    },
    setLatency(latencyMs) {
      service.latencyMs = typeof latencyMs === 'number' ? () => latencyMs : latencyMs;
    },
    setGate(gate) {
      service.gate = gate;
    },
    figures: () => ({
      mostAtOncePerMailbox: throttle.mostAtOnce(),
      throttled: throttle.refused(),
      tokensIssued: authority.issued(),
    }),
    async close() {
      attendant.stop();
      mail.stop();
      await server.close();
      if (server.mistakes.length > 0) throw server.mistakes[0];
    },
  };
}

function directoryOf(
  world: World,
): Pick<
  GraphSimulator,
  'addUser' | 'addRoom' | 'addRoomList' | 'setPolicy' | 'setScheduleFailure'
> {
  const mailboxOf = (address: string) => {
    const mailbox = world.mailboxes.get(address.toLowerCase());
    if (!mailbox) throw new Error(`nobody has the address ${address}`);
    return mailbox;
  };
  return {
    addUser: ({ address, displayName, sharesDetails = false }) => {
      createMailbox(world, { address, displayName, room: null, sharesDetails });
    },
    addRoom: ({ address, displayName, place, policy, isHidden }) => {
      createPlace(world, {
        kind: 'room',
        properties: { displayName, emailAddress: address, ...place },
        members: [],
        ...(policy ? { policy } : {}),
        ...(isHidden ? { isHidden } : {}),
      });
    },
    addRoomList: ({ address, displayName, rooms }) => {
      const properties = { displayName, emailAddress: address };
      createPlace(world, { kind: 'roomList', properties, members: rooms });
    },
    setPolicy: (address, policy) => {
      const { room } = mailboxOf(address);
      if (!room) throw new Error(`${address} is no room`);
      room.policy = { ...room.policy, ...policy };
    },
    setScheduleFailure: (address, responseCode) => {
      mailboxOf(address).scheduleFailure = responseCode;
    },
  };
}

function ignore(): void {
  // Nobody listens.
}
