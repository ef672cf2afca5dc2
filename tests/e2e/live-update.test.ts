import { randomBytes } from 'node:crypto';
import type { Browser, Locator } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import { gridCell } from '@/tests/e2e/pages';
import { bookingBody, gridAddress, type Slot, searchAddress, slotAt } from '@/tests/e2e/slots';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { describeInChromium, launchChromium } from '@/tests/support/chromium';
import { makePlace, type Place } from '@/tests/support/make-place';
import { openVisitor, signInAs, type Visitor } from '@/tests/support/visitor';

/** Well before any page asks again by itself. */
const soonMs = 5_000;

describeInChromium('a page that is looked at, on two processes', () => {
  let app: App;
  let browser: Browser;
  let place: Place;
  let token: string;
  let reader: Visitor;

  beforeAll(async () => {
    const secrets = {
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      FOYER_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    };
    app = await startApp({
      replicas: 2,
      env: { ...secrets, FOYER_DEMO: '1', LOG_LEVEL: 'warn' },
    });
    const admin = await app.token('admin@example.org', 'admin');
    place = await makePlace(app, admin, { name: 'Noether', kind: 'local', addresses: [{}, {}] });
    token = await app.token('alice@example.org', 'employee');
    browser = await launchChromium();
    reader = await openVisitor(browser, app.urls[1] ?? '');
    await signInAs(reader, 'alice');
    return async () => {
      await browser.close();
      await app.stop();
    };
  }, appStartTimeoutMs);

  /** Books on one process, and measures until a page of the other shows it. */
  const bookAndSee = async (slot: Slot, what: string, seen: Locator) => {
    const response = await app.api('/api/v1/bookings', {
      token,
      replica: 0,
      json: bookingBody(slot, place.roomIds[0] ?? '', 'Sudden'),
    });
    expect(response.status).toBe(201);
    const answeredMs = performance.now();
    await seen.waitFor({ timeout: soonMs });
    const tookMs = Math.round(performance.now() - answeredMs);
    process.stdout.write(`${what} shows the booking after ${tookMs} ms\n`);
    expect(reader.troubles).toEqual([]);
  };

  it('shows a booking of another process in the grid at once', async () => {
    const slot = slotAt('10:00', 60);
    const { page } = reader;
    await page.goto(gridAddress(slot, place.buildingId));
    await gridCell(page, 'Noether 1', 'free').first().waitFor();
    await bookAndSee(
      slot,
      'the grid',
      gridCell(page, 'Noether 1', `${slot.range}, my booking: Sudden`),
    );
  });

  it('shows it in a search', async () => {
    const slot = slotAt('14:00', 60);
    const { page } = reader;
    await page.goto(searchAddress(slot, place.buildingId));
    const book = `Book Noether 1, ${slot.range}`;
    await page.getByRole('button', { name: book }).first().waitFor();
    const other = page.getByRole('status').filter({ hasText: '1 room is free' });
    await bookAndSee(slot, 'the search', other.first());
    expect(await page.getByRole('button', { name: book }).count()).toBe(0);
  });

  it('shows it among my bookings', async () => {
    const slot = slotAt('17:00', 60);
    const { page } = reader;
    await page.goto('/bookings');
    await page.getByText('10:00').first().waitFor();
    await bookAndSee(slot, 'the list', page.getByText(slot.range).first());
  });
});
