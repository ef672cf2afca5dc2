import type { Browser, BrowserContext, Page } from 'playwright';

/** One person's browser window, with cookies of its own. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the pages so far: thrown errors and everything the console calls one. */
  readonly troubles: readonly string[];
  close(): Promise<void>;
}

export interface VisitorOptions {
  readonly locale?: 'en-GB' | 'fr-FR' | 'de-DE';
  readonly timeZone?: string;
  readonly screen?: Screen;
  readonly theme?: 'light' | 'dark';
}

export type Screen = keyof typeof screens;

/** Laptop, tablet and phone. */
export const screens = {
  1280: { viewport: { width: 1280, height: 800 } },
  768: { viewport: { width: 768, height: 1024 }, hasTouch: true },
  390: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

/** How long a page may take on a busy machine. */
export const patienceMs = 30_000;

/** The console repeats every refused request; what the page made of it is what counts. */
const notTrouble = /^Failed to load resource/;

/** Opens a window that is signed out. */
export async function openVisitor(
  browser: Browser,
  baseURL: string,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const { locale = 'en-GB', timeZone = 'Europe/Paris', screen = 1280, theme = 'light' } = options;
  const context = await browser.newContext({
    ...screens[screen],
    baseURL,
    locale,
    timezoneId: timeZone,
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patienceMs);
  const troubles: string[] = [];
  context.on('weberror', (error) => troubles.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' && !notTrouble.test(message.text())) {
      troubles.push(message.text());
    }
  });
  return { page: await context.newPage(), context, troubles, close: () => context.close() };
}

/** Signs in as somebody of the demo, by the page for it, and ends on the first page. */
export async function signInAs({ page }: Visitor, name: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator(`button[aria-label$=" ${name}"]`).click();
  await page.waitForURL((url) => url.pathname === '/');
}
