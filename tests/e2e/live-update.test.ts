import { randomBytes } from 'node:crypto';
import type { Browser, Locator } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import { gridCell } from '@/tests/e2e/pages';
import { bookingBody, gridAddress, type Slot, searchAddress, slotAt } from '@/tests/e2e/slots';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { describeInChromium, launchChromium } from '@/tests/support/chromium';
import { makePlace, type Place } from '@/tests/support/make-place';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';
import { openVisitor, signInAs, type Visitor } from '@/tests/support/visitor';

/** Well before any page asks again by itself. */
const soonMs = 5_000;
/** How often a room that is looked at is read from a calendar that sends no notices, and a second. */
const nextReadingMs = 5_000 + 1_000;

describeInChromium('a page that is looked at, on two processes', () => {
  let app: App;
  let browser: Browser;
  let place: Place;
  let token: string;
  let reader: Visitor;
  let radicale: RadicaleServer;

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
    radicale = await startRadicale();
    browser = await launchChromium();
    reader = await openVisitor(browser, app.urls[1] ?? '');
    await signInAs(reader, 'alice');
    return async () => {
      await browser.close();
      await app.stop();
      await radicale.stop();
    };
  }, appStartTimeoutMs);

  /** Books on one process, and measures until a page of the other shows it. */
  const bookAndSee = async (slot: Slot, what: string, seen: Locator, booked?: () => void) => {
    const response = await app.api('/api/v1/bookings', {
      token,
      replica: 0,
      json: bookingBody(slot, place.roomIds[0] ?? '', 'Sudden'),
    });
    expect(response.status).toBe(201);
    booked?.();
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

  it('shows one that was made after its times were read and before it listened', async () => {
    const slot = slotAt('12:00', 60);
    const { page } = reader;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/api/v1/stream?**', async (route) => {
      await held;
      await route.continue();
    });
    const asksToListen = page.waitForRequest('**/api/v1/stream?**');
    await page.goto(gridAddress(slot, place.buildingId));
    await Promise.all([asksToListen, gridCell(page, 'Noether 1', 'free').first().waitFor()]);
    const seen = gridCell(page, 'Noether 1', `${slot.range}, my booking: Sudden`);
    await bookAndSee(slot, 'the grid that did not listen yet', seen, letGo);
    await page.unroute('**/api/v1/stream?**');
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

  it('shows what somebody writes into the calendar past Foyer within a reading and a second', async () => {
    const { page } = reader;
    const calendarUrl = await radicale.makeCalendar('curie');
    const { buildingId } = await makePlace(app, await app.token('admin@example.org', 'admin'), {
      name: 'Curie',
      kind: 'caldav',
      options: radicale.connection,
      addresses: [{ calendarUrl }],
    });
    await page.goto(gridAddress(slotAt('08:00', 60), buildingId));
    await gridCell(page, 'Curie 1', 'free until the end of the day').waitFor();
    // Each is written as soon as the one before is seen, that is just after a reading: the longest wait.
    for (const time of ['08:00', '10:00', '12:00', '14:00']) {
      const slot = slotAt(time, 60);
      const event = toOutsideIcalendar({ ...slot, uid: `outside-${time}` }, 'curie@example.org');
      await radicale.putObject(calendarUrl, `outside-${slot.start}.ics`, event);
      const writtenMs = performance.now();
      await gridCell(page, 'Curie 1', `${slot.range}, not available`).waitFor();
      const tookMs = Math.round(performance.now() - writtenMs);
      process.stdout.write(`an event of Radicale ${radicale.version} is seen after ${tookMs} ms\n`);
      expect(tookMs).toBeLessThanOrEqual(nextReadingMs);
    }
    expect(reader.troubles).toEqual([]);
  });
});
