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
  readonly adminToken: string;
  place(plan: PlacePlan): Promise<Place>;
  /** A new window, in which that person is signed in; made when there is nobody of that name. */
  enter(name: string, options?: VisitorOptions & { readonly role?: Role }): Promise<Visitor>;
  stop(): Promise<void>;
}

/** Starts a Foyer, with the demo's data only where they are asked for, and a browser. */
export async function openStage(databaseUrl?: string): Promise<Stage> {
  process.stdout.write(`${chromiumVersion()}\n`);
  const app = await startApp({
    env: { FOYER_DEMO: '1' },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  const browser = await launchChromium();
  const adminToken = await app.token('admin@example.org', 'admin');
  return {
    app,
    browser,
    adminToken,
    place: (plan) => makePlace(app, adminToken, plan),
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
