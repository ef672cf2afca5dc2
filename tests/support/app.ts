import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { issueToken } from '@/lib/auth/issue-token';
import type { Role } from '@/lib/core/places/role';
import { instant } from '@/lib/core/time/instant';
import { openDatabase } from '@/lib/db/client';
import { ensureOrganisation } from '@/lib/db/repositories/ensure-organisation';
import { createPeopleStore } from '@/lib/db/repositories/people-store';
import { type AppProcess, startAppProcess } from '@/tests/support/app-process';
import { buildApp } from '@/tests/support/build-app';
import { freePort } from '@/tests/support/free-port';
import { createTestDatabase } from '@/tests/support/postgres';

/** The built application with a database of its own, served over HTTP on this machine. */
export interface App {
  /** Of the first replica, without a trailing slash; the same after a restart. */
  readonly url: string;
  readonly urls: readonly string[];
  readonly databaseUrl: string;
  /** Of the replicas as they run now. */
  pids(): readonly number[];
  /** A personal token of that person, who is made with the role, or given it. */
  token(email: string, role: Role): Promise<string>;
  /** One request to a path such as `/api/v1/me`. */
  api(path: string, request?: ApiRequest): Promise<Response>;
  /** Ends every replica at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts every replica again on its port, after `kill` or while they run. */
  restart(): Promise<void>;
  /** What all replicas have written so far. */
  log(): string;
  /** Ends the replicas, and removes the database and the data. */
  stop(): Promise<void>;
}

export interface ApiRequest {
  readonly token?: string;
  readonly method?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which replica is asked: the first unless said otherwise. */
  readonly replica?: number;
  readonly signal?: AbortSignal;
}

export interface AppOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Processes over one database. */
  readonly replicas?: number;
  /** A migrated database to use instead of a new one; it is not dropped. */
  readonly databaseUrl?: string;
}

/** For hooks that start the application: the build may have to be made first. */
export const appStartTimeoutMs = 600_000;

/** Builds what is not built, starts the application and waits until it is well. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  await buildApp();
  const database = options.databaseUrl
    ? { url: options.databaseUrl, drop: async () => undefined }
    : await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'foyer-app-'));
  const tokens = openTokens(database.url);
  const replicas = await startReplicas(options, database.url, folder);
  const urls = replicas.map((replica) => replica.url);
  const everyone = (act: (replica: AppProcess) => Promise<void>) => Promise.all(replicas.map(act));
  return {
    url: urls[0] ?? '',
    urls,
    databaseUrl: database.url,
    pids: () => replicas.map((replica) => replica.pid()),
    token: tokens.issue,
    api: (target, request = {}) => send(urls[request.replica ?? 0] ?? '', target, request),
    kill: async () => void (await everyone((replica) => replica.kill())),
    restart: async () => void (await everyone((replica) => replica.restart())),
    log: () => replicas.map((replica) => replica.log()).join(''),
    stop: async () => {
      await everyone((replica) => replica.kill());
      await tokens.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startReplicas(
  { env = {}, replicas = 1 }: AppOptions,
  databaseUrl: string,
  dataDirectory: string,
): Promise<readonly AppProcess[]> {
  const shared = {
    DATABASE_URL: databaseUrl,
    FOYER_DATA_DIR: dataDirectory,
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    FOYER_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'info',
  };
  const started: AppProcess[] = [];
  for (let index = 0; index < replicas; index += 1) {
    const port = await freePort();
    started.push(await startAppProcess(port, { ...shared, ...env }));
  }
  return started;
}

/** Issues tokens past the application, as `npm run token` does. */
function openTokens(url: string) {
  const { prisma, pool, close } = openDatabase({
    url,
    maxConnections: 2,
    // A test that takes the database away does so on purpose.
    onIdleError: () => undefined,
  });
  return {
    close,
    issue: async (email: string, role: Role) => {
      const organisationId = await ensureOrganisation(pool);
      const people = createPeopleStore({ prisma, pool, organisationId, newId: randomUUID });
      const clock = () => instant(Date.now());
      return issueToken({ people, clock, random: randomBytes }, { email, role, label: 'test' });
    },
  };
}

function send(url: string, target: string, request: ApiRequest): Promise<Response> {
  const headers = new Headers(request.headers);
  if (request.token !== undefined) headers.set('authorization', `Bearer ${request.token}`);
  if (request.json !== undefined) headers.set('content-type', 'application/json');
  const body = request.json === undefined ? request.body : JSON.stringify(request.json);
  return fetch(`${url}${target}`, {
    method: request.method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
    ...(request.signal ? { signal: request.signal } : {}),
  });
}
