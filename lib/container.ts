import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Auth, createAuth } from '@/lib/auth/create-auth';
import { type BackendFactory, backendFactory } from '@/lib/calendar/backend-factory';
import { createCaldavBackend } from '@/lib/calendar/backends/caldav';
import { caldavOptions } from '@/lib/calendar/backends/caldav/options';
import { createEwsBackend } from '@/lib/calendar/backends/ews';
import { ewsOptions } from '@/lib/calendar/backends/ews/options';
import { createGraphBackend } from '@/lib/calendar/backends/graph';
import { graphOptions, graphSecretFields } from '@/lib/calendar/backends/graph/options';
import { readHookCall } from '@/lib/calendar/backends/graph/read-hook-call';
import { createLocalBackend } from '@/lib/calendar/backends/local';
import { localOptions } from '@/lib/calendar/backends/local/options';
import { createMockBackend } from '@/lib/calendar/backends/mock';
import { mockOptions } from '@/lib/calendar/backends/mock/options';
import { writeCalendarFile } from '@/lib/calendar/backends/shared/icalendar/write-calendar-file';
import { type Calendar, createCalendar } from '@/lib/calendar/calendar';
import type { CalendarFileWriter } from '@/lib/calendar/calendar-file';
import { BackendError } from '@/lib/calendar/errors';
import { createRouting } from '@/lib/calendar/routing';
import { type Env, letRequestsNameTheirHost, readEnv } from '@/lib/config/env';
import { resolveSecrets, type Secrets } from '@/lib/config/secrets';
import { readAuthorities } from '@/lib/config/smtp';
import type { Appearance } from '@/lib/core/appearance/appearance';
import type { BackendKind } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import { instant } from '@/lib/core/time/instant';
import type { AccountStore, FavouriteStore } from '@/lib/db/account-ports';
import { createAnnouncer } from '@/lib/db/announce-news';
import type { AppearanceStore } from '@/lib/db/appearance-ports';
import { ensureDatabase } from '@/lib/db/boot';
import type { ConflictStore, MirrorStore, StoredCalendars } from '@/lib/db/calendar-ports';
import { type Database, openDatabase } from '@/lib/db/client';
import type { FeedStore } from '@/lib/db/feed-ports';
import type { LeaverStore } from '@/lib/db/leaver-ports';
import { listenToOutbox } from '@/lib/db/listen-outbox';
import type { MailStore } from '@/lib/db/mail-ports';
import type {
  AdminStores,
  AuditStore,
  BookingStore,
  ConnectionStore,
  ExclusiveWork,
  OutboxStore,
  PeopleStore,
  PlacesStore,
} from '@/lib/db/ports';
import type { PushStore } from '@/lib/db/push-ports';
import { createAccountStore } from '@/lib/db/repositories/account-store';
import { createAdminStores } from '@/lib/db/repositories/admin-stores';
import { createAppearanceStore } from '@/lib/db/repositories/appearance-store';
import { createAuditStore } from '@/lib/db/repositories/audit-store';
import { createBookingStore } from '@/lib/db/repositories/booking-store';
import { createConflictStore } from '@/lib/db/repositories/conflict-store';
import { createConnectionStore } from '@/lib/db/repositories/connection-store';
import { ensureOrganisation } from '@/lib/db/repositories/ensure-organisation';
import { createExclusiveWork } from '@/lib/db/repositories/exclusive-work';
import { createFavouriteStore } from '@/lib/db/repositories/favourite-store';
import { createFeedStore } from '@/lib/db/repositories/feed-store';
import { createLeaverStore } from '@/lib/db/repositories/leaver-store';
import { createMailStore } from '@/lib/db/repositories/mail-store';
import { createMirrorStore } from '@/lib/db/repositories/mirror-store';
import { createOutboxStore } from '@/lib/db/repositories/outbox-store';
import { createPeopleStore } from '@/lib/db/repositories/people-store';
import { createPlacesStore } from '@/lib/db/repositories/places-store';
import { createPushStore } from '@/lib/db/repositories/push-store';
import { rememberRooms } from '@/lib/db/repositories/remembered-rooms';
import { createSecretBox } from '@/lib/db/repositories/secret-box';
import { createStoredCalendars } from '@/lib/db/repositories/stored-calendars';
import { createTrialStore } from '@/lib/db/repositories/trial-store';
import type { TrialStore } from '@/lib/db/trial-ports';
import { type ChangeFeed, createChangeFeed } from '@/lib/events/change-feed';
import { createCurrentAppearance } from '@/lib/http/server/current-appearance';
import { takenWords } from '@/lib/i18n/taken-words';
import { createHealthRecorder } from '@/lib/jobs/health-recorder';
import type { Mailer } from '@/lib/mail/mailer';
import { createSmtpMailer } from '@/lib/mail/smtp-mailer';
import { createLogger, type Logger } from '@/lib/observability/logger';
import {
  type AvailabilityMemory,
  createAvailabilityMemory,
} from '@/lib/services/availability-memory';
import { type BookingDeps, defaultBudgets } from '@/lib/services/booking/booking-deps';
import { createRecordManagers, type RecordManagers } from '@/lib/services/manage-records';

/** Everything that the application is made of, wired once per process. */
export interface Container extends Stores, BookingDeps {
  readonly env: Env;
  readonly organisationId: string;
  readonly log: Logger;
  readonly auth: Auth;
  readonly resolver: Auth['resolver'];
  readonly publicUrl: string;
  readonly managers: RecordManagers;
  /** For pages. */
  readonly currentAppearance: () => Promise<Appearance | null>;
  readonly changes: ChangeFeed;
  readonly memory: AvailabilityMemory;
  readonly factories: ReadonlyMap<BackendKind, BackendFactory>;
  /** Null: Foyer sends no mail. */
  readonly mailer: Mailer | null;
  readonly writeCalendarFile: CalendarFileWriter;
  readonly takenWords: typeof takenWords;
  close(): Promise<void>;
}

interface Stores {
  readonly people: PeopleStore;
  readonly account: AccountStore;
  readonly feeds: FeedStore;
  readonly leavers: LeaverStore;
  readonly favourites: FavouriteStore;
  readonly places: PlacesStore;
  readonly bookings: BookingStore;
  readonly connections: ConnectionStore;
  readonly admin: AdminStores;
  readonly audit: AuditStore;
  readonly appearances: AppearanceStore;
  readonly outbox: OutboxStore;
  readonly mirror: MirrorStore;
  readonly push: PushStore;
  readonly trials: TrialStore;
  readonly mails: MailStore;
  readonly stored: StoredCalendars;
  readonly conflicts: ConflictStore;
  readonly alone: ExclusiveWork;
}

const clock: Clock = { now: () => instant(Date.now()) };
const poolSize = 20;

/** Next may load this module more than once in a process; what it holds must be one. */
const shared: { foyer?: Promise<Container> } = globalThis as { foyer?: Promise<Container> };

/** The application; made at the first call. A failed attempt is not remembered. */
export function getContainer(): Promise<Container> {
  shared.foyer ??= createContainer(readEnv()).catch((error: unknown) => {
    delete shared.foyer;
    throw error;
  });
  return shared.foyer;
}

export async function createContainer(env: Env): Promise<Container> {
  const secrets = resolveSecrets(env);
  const mailer = openMailer(env);
  const log = createLogger(env.logLevel);
  const ready = await ensureDatabase(env, {
    onProblem: (error) => log.error({ err: error }, 'the embedded database cannot be kept up'),
  });
  const database = openDatabase({
    url: ready.url,
    maxConnections: poolSize,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  const organisationId = await ensureOrganisation(database.pool);
  const announcer = createAnnouncer(database.pool, log);
  const stores = createStores({
    database,
    secrets,
    organisationId,
    announce: announcer.announce,
    mirrorMaxAgeMs: env.mirrorMaxAgeMs,
  });
  const factories = createFactories(database);
  const calendar = openCalendar(stores.connections, factories, log);
  const changes = createChangeFeed({
    ...stores,
    listen: (signals) => listenToOutbox(ready.url, signals),
    log,
    random: Math.random,
  });
  const { publicUrl } = env;
  const auth = createAuth({
    env,
    secrets,
    people: stores.people,
    clock: clock.now,
    log,
    letRequestsNameTheirHost,
  });
  return {
    ...stores,
    env,
    organisationId,
    log,
    auth,
    resolver: auth.resolver,
    publicUrl,
    managers: createRecordManagers(stores.admin, stores.audit),
    currentAppearance: createCurrentAppearance({ ...stores, organisationId, log }),
    changes,
    memory: createAvailabilityMemory({ outbox: stores.outbox, clock }),
    factories,
    mailer,
    writeCalendarFile,
    takenWords,
    calendar,
    clock,
    newId: randomUUID,
    random: Math.random,
    wait: (durationMs, signal) => delay(durationMs, undefined, { signal }),
    budgets: defaultBudgets,
    close: async () => {
      await changes.close();
      await calendar.close();
      await announcer.close();
      await database.close();
      await ready.stop();
    },
  };
}

function openMailer({ smtp }: Env): Mailer | null {
  return smtp && createSmtpMailer({ ...smtp, authorities: readAuthorities(smtp) });
}

interface StoreParts {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly organisationId: string;
  readonly announce: () => void;
  readonly mirrorMaxAgeMs: number;
}

/** A room that somebody looks at is read this often. */
const watchedEveryMs = 5_000;
/** The others are read this often before what is known of them is too old. */
const readsPerMaxAge = 5;

function createStores(parts: StoreParts): Stores {
  const { secrets, organisationId, announce, mirrorMaxAgeMs } = parts;
  const { prisma, pool } = parts.database;
  const newId = randomUUID;
  return {
    people: createPeopleStore({ prisma, pool, organisationId, newId }),
    account: createAccountStore({ prisma, organisationId, newId }),
    feeds: createFeedStore({ pool, newId }),
    leavers: createLeaverStore(pool),
    favourites: createFavouriteStore(pool),
    places: rememberRooms(pool, createPlacesStore(pool)),
    bookings: createBookingStore(pool, announce),
    connections: createConnectionStore({
      prisma,
      box: createSecretBox(secrets.encryptionKey),
      newId,
    }),
    admin: createAdminStores({ prisma, newId }),
    audit: createAuditStore(prisma),
    appearances: createAppearanceStore(pool),
    outbox: createOutboxStore(pool),
    mirror: createMirrorStore({
      pool,
      newId,
      announce,
      pace: { watchedEveryMs, quietEveryMs: mirrorMaxAgeMs / readsPerMaxAge },
    }),
    push: createPushStore(pool),
    trials: createTrialStore(pool),
    mails: createMailStore(pool),
    stored: createStoredCalendars({ pool, mirrorMaxAgeMs }),
    conflicts: createConflictStore(pool),
    alone: createExclusiveWork(pool),
  };
}

function createFactories({ pool }: Database): ReadonlyMap<BackendKind, BackendFactory> {
  const newId = randomUUID;
  const factories = [
    backendFactory({
      kind: 'local',
      secretFields: [],
      schema: localOptions,
      open: (_options, connection) => createLocalBackend({ ...connection, pool, clock, newId }),
    }),
    backendFactory({
      kind: 'mock',
      secretFields: [],
      schema: mockOptions,
      open: (options) => createMockBackend({ options, clock, newId }),
    }),
    backendFactory({
      kind: 'caldav',
      secretFields: ['password'],
      schema: caldavOptions,
      open: (options) => createCaldavBackend({ options, clock }),
    }),
    backendFactory({
      kind: 'ews',
      secretFields: ['password'],
      schema: ewsOptions,
      open: (options) => createEwsBackend({ options }),
    }),
    backendFactory({
      kind: 'graph',
      secretFields: graphSecretFields,
      schema: graphOptions,
      readHookCall,
      open: (options) => createGraphBackend({ options, clock, newId }),
    }),
  ];
  return new Map(factories.map((factory) => [factory.kind, factory]));
}

function openCalendar(
  connections: ConnectionStore,
  factories: ReadonlyMap<BackendKind, BackendFactory>,
  log: Logger,
): Calendar {
  const routing = createRouting({
    log,
    open: async (connectionId) => {
      const connection = await connections.load(connectionId);
      if (!connection) throw new BackendError('invalid-request', 'the connection is gone');
      const { kind, organisationId, revision, options, secrets } = connection;
      const checked = factories.get(kind)?.check({ ...options, ...secrets });
      if (!checked) throw new BackendError('unsupported', `no backend of the kind ${kind}`);
      if (!checked.ok) throw new BackendError('invalid-request', 'the options are not valid');
      return { revision, backend: checked.open({ connectionId, organisationId }) };
    },
  });
  const observe = createHealthRecorder({ connections, clock, log });
  return createCalendar({ routing, clock, log, observe });
}
