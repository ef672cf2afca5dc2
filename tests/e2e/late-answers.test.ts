import type { Locator, Page } from 'playwright';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LateSystem, lateSystems } from '@/tests/e2e/late-systems';
import { bookingForm, chooseInSearch, sendForm } from '@/tests/e2e/pages';
import { bookingBody, formAddress, type Slot, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
/** From the room's answer until the page shows it, on a busy machine. */
const soonMs = 10_000;
const requested = { name: t('book.waitingRoomTitle') };
const confirmed = { name: t('book.confirmedTitle') };
const notAvailable = { name: t('status.declined') };
const made = z.object({ id: z.string() });

describeInChromium('a room that answers after the person was told "requested"', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    return () => stage.stop();
  }, appStartTimeoutMs);

  describe.each(lateSystems)('on $name', ({ name, building, start }) => {
    let system: LateSystem;
    let place: Place;
    let laptop: Visitor;
    let phone: Visitor;
    const accepted = slotAt('10:00', 30);
    const lost = slotAt('14:00', 30);
    const onPhone = slotAt('16:00', 30);
    const lostOnPhone = slotAt('18:00', 30);
    const onItsPage = slotAt('20:00', 30);

    beforeAll(async () => {
      system = await start();
      const { kind, options, rooms: addresses } = system;
      place = await stage.place({ name: building, kind, options, addresses });
      laptop = await stage.enter('alice', { role: 'employee' });
      phone = await stage.enter('alice', { screen: 390 });
      return async () => {
        await laptop.close();
        await phone.close();
        await system.stop();
      };
    });
    afterEach(() => expect([...laptop.troubles, ...phone.troubles]).toEqual([]));

    /** In the dialog over the search. */
    const bookBySearch = async ({ page }: Visitor, slot: Slot, title: string) => {
      await page.goto('/');
      await chooseInSearch(page, building, slot);
      const choice = t('search.bookAction', { room: `${building} 1`, range: slot.range });
      await page.getByRole('button', { name: choice }).first().click();
      await sendForm(page, `${building} 1`, slot, title);
    };
    /** On the form's own page. */
    const bookByForm = async ({ page }: Visitor, slot: Slot, title: string) => {
      await page.goto(formAddress(slot, place.roomIds[0] ?? ''));
      await sendForm(page, `${building} 1`, slot, title);
    };
    /** The rooms answer, and the page must show it soon: the same page, not loaded anew. */
    const answerAndSee = async (seen: Locator, what: string) => {
      const page = seen.page();
      await page.evaluate(() => document.body.setAttribute('data-loaded', 'once'));
      const answeredMs = performance.now();
      system.attendant.release();
      await seen.waitFor({ timeout: soonMs });
      const tookMs = Math.round(performance.now() - answeredMs);
      process.stdout.write(`${name}: ${what} is seen after ${tookMs} ms\n`);
      expect(await page.locator('body[data-loaded="once"]').count()).toBe(1);
    };
    const takeWayOut = async (page: Page, slot: Slot) => {
      await page.getByText(t('book.conflictNearest')).waitFor();
      const way = t('book.takeAlternative', { room: `${building} 2`, range: slot.range });
      await page.getByRole('link', { name: way }).click();
      await bookingForm(page).waitFor();
      await sendForm(page, `${building} 2`, slot, 'Instead');
      await page.getByRole('heading', confirmed).waitFor();
    };

    /** My bookings in another tab, and there the row of a meeting that waits for its room. */
    const openList = async ({ context }: Visitor, title: string) => {
      const list = await context.newPage();
      await list.goto('/bookings');
      const row = list.getByRole('listitem').filter({ hasText: title });
      await row.getByText(t('status.awaiting-room')).waitFor();
      return { list, row };
    };

    it('and accepts: requested, then confirmed, in the dialog and in the list', async () => {
      const { page } = laptop;
      const title = `${name}: accepted`;
      system.attendant.hold();
      await bookBySearch(laptop, accepted, title);
      await page.getByRole('heading', requested).waitFor();
      await page
        .getByText(/If no answer has come by \d\d:\d\d on .*, the request stands/)
        .waitFor();
      const { list, row } = await openList(laptop, title);
      await answerAndSee(page.getByRole('heading', confirmed), 'an acceptance');
      await row.getByText(t('status.confirmed')).waitFor({ timeout: soonMs });
      await list.close();
      expect(system.meetings()).toEqual([title]);
    });

    it('and is not available: requested, then lost with what is free instead', async () => {
      const { page } = laptop;
      const title = `${name}: lost`;
      system.attendant.hold();
      await bookBySearch(laptop, lost, title);
      await page.getByRole('heading', requested).waitFor();
      const { list, row } = await openList(laptop, title);
      system.takeOutside(system.rooms[0], lost);
      await answerAndSee(page.getByRole('heading', notAvailable), 'a refusal');
      expect(system.meetings()).not.toContain(title);
      await row.getByRole('link', { name: t('bookings.waysOut') }).click({ timeout: soonMs });
      await list.getByText(t('book.conflictNearest')).waitFor();
      await list.close();
      await takeWayOut(page, lost);
      expect(system.meetings()).toContain('Instead');
    });

    it('on a phone: requested, then confirmed', async () => {
      const { page } = phone;
      system.attendant.hold();
      await bookByForm(phone, onPhone, 'On a phone');
      await page.getByRole('heading', requested).waitFor();
      await answerAndSee(page.getByRole('heading', confirmed), 'an acceptance');
    });

    it('on a phone: requested, then not available, and booked instead', async () => {
      const { page } = phone;
      system.attendant.hold();
      await bookByForm(phone, lostOnPhone, 'Lost on a phone');
      await page.getByRole('heading', requested).waitFor();
      system.takeOutside(system.rooms[0], lostOnPhone);
      await answerAndSee(page.getByRole('heading', notAvailable), 'a refusal');
      await takeWayOut(page, lostOnPhone);
    });

    it('on the page of the booking: waiting, then not available with ways out', async () => {
      const { page } = laptop;
      system.attendant.hold();
      const body = bookingBody(onItsPage, place.roomIds[0] ?? '', 'On its page');
      const { status, content } = await stage.api('alice', '/api/v1/bookings', body);
      expect(status).toBe(202);
      await page.goto(`/bookings/${made.parse(content).id}`);
      await page.getByText(t('status.awaiting-room')).waitFor();
      system.takeOutside(system.rooms[0], onItsPage);
      await answerAndSee(page.getByText(t('status.declined')), 'a refusal');
      await takeWayOut(page, onItsPage);
    });
  });
});
