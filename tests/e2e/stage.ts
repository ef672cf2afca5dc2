import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright';
import type { Role } from '@/lib/core/places/role';
import { type App, startApp } from '@/tests/support/app';
import { chromiumVersion, launchChromium } from '@/tests/support/chromium';
import { makePlace, type Place, type PlacePlan } from '@/tests/support/make-place';
import { openVisitor, signInAs, type Visitor, type VisitorOptions } from '@/tests/support/visitor';

/** A Foyer of one's own, where people sign in without a password, and a browser to see it with. */
export interface Stage {
  readonly app: App;
  readonly browser: Browser;
  place(plan: PlacePlan): Promise<Place>;
  /** Sends something by API as that employee and answers what came back. */
  api(name: string, target: string, json?: unknown): Promise<ApiAnswer>;
  /** A new window, in which that person is signed in; made when there is nobody of that name. */
  enter(name: string, options?: VisitorOptions & { readonly role?: Role }): Promise<Visitor>;
  stop(): Promise<void>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly content: unknown;
}

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Starts a Foyer, empty or with the people, rooms and meetings of the demo, and a browser. */
export async function openStage(contents: 'empty' | 'demo' = 'empty'): Promise<Stage> {
  process.stdout.write(`${chromiumVersion()}\n`);
  const secrets = {
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    FOYER_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
  };
  const app = await startApp({ env: { ...secrets, FOYER_DEMO: '1', LOG_LEVEL: 'warn' } });
  if (contents === 'demo') await seedDemo({ ...secrets, DATABASE_URL: app.databaseUrl });
  const browser = await launchChromium();
  return {
    app,
    browser,
    place: async (plan) => makePlace(app, await app.token('admin@example.org', 'admin'), plan),
    api: async (name, target, json) => {
      const token = await app.token(`${name}@example.org`, 'employee');
      const response = await app.api(target, { token, json });
      return { status: response.status, content: await response.json() };
    },
    enter: async (name, { role, ...options } = {}) => {
      if (role !== undefined) await app.token(`${name}@example.org`, role);
      const visitor = await openVisitor(browser, app.url, options);
      await signInAs(visitor, name);
      return visitor;
    },
    stop: async () => {
      await browser.close();
      await app.stop();
    },
  };
}

/** As `npm run demo` does. */
async function seedDemo(env: Readonly<Record<string, string>>): Promise<void> {
  const { PATH = '', HOME = '' } = process.env;
  const seed = ['--conditions=react-server', '--import', 'tsx', 'prisma/seed/demo.ts'];
  await run(process.execPath, seed, {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: 'production', FOYER_DEMO: '1', ...env },
  });
}
