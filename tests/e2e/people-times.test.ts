import { once } from 'node:events';
import type { Locator, Page } from 'playwright';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LateSystem, lateSystems } from '@/tests/e2e/late-systems';
import { bookingForm, pageIsAlive } from '@/tests/e2e/pages';
import { overflowOf, smallTargetsOf } from '@/tests/e2e/screen-fit';
import { formAddress, type Slot, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { violationsOf } from '@/tests/e2e/violations-of';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
const asked = '**/api/v1/people/availability';
const nobody = 'nobody@elsewhere.example';

describeInChromium('when people are free, in the form', () => {
  let stage: Stage;
  let alice: Visitor;
  let onPhone: Visitor;

  beforeAll(async () => {
    stage = await openStage();
    alice = await stage.enter('alice', { role: 'employee' });
    onPhone = await stage.enter('alice', { screen: 390 });
    return async () => {
      await alice.close();
      await onPhone.close();
      await stage.stop();
    };
  }, appStartTimeoutMs);
  afterEach(() => expect([...alice.troubles, ...onPhone.troubles]).toEqual([]));

  describe.each(lateSystems)('on $name', ({ name, start }) => {
    let system: LateSystem;
    let place: Place;
    const slot = slotAt('14:00', 30);
    const meeting = slotAt('13:30', 75);
    const later = slotAt('17:00', 30);
    const people = ['ben', 'carol', 'dan'].map((who) => `${who}@example.org`);
    const [ben = '', carol = '', dan = ''] = people;

    beforeAll(async () => {
      system = await start();
      const { kind, options, rooms: addresses } = system;
      place = await stage.place({ name, kind, options, addresses });
      for (const email of people) system.addPerson(email);
      system.takeOutside({ email: ben }, later);
      system.takeOutside({ email: carol }, meeting);
      system.keepBack(dan);
      return () => system.stop();
    });

    const openAttendees = (page: Page, at: Slot) => openForm(page, at, place.roomIds[0] ?? '');

    it.each(['laptop', 'phone'] as const)(
      'each who is to be invited is shown as free, not free or not known: %s',
      async (screen) => {
        const { page } = screen === 'phone' ? onPhone : alice;
        const form = await openAttendees(page, slot);
        await form.getByLabel(t('book.attendees')).fill([ben, carol, dan, nobody].join(', '));
        await rowOf(form, ben)
          .getByText(t('people.freeUntil', { time: later.time }))
          .waitFor();
        const times = { times: meeting.range };
        await rowOf(form, carol).getByText(t('people.busy', times)).waitFor();
        await rowOf(form, dan).getByText(notKnown('access-refused')).waitFor();
        await rowOf(form, nobody).getByText(notKnown('nobody')).waitFor();
        const sum = t('people.sum', { free: 1, busy: 1, unknown: 2 });
        await form.getByRole('status').getByText(sum).waitFor({ state: 'attached' });
        expect(await violationsOf(page, 'light')).toEqual([]);
        expect(await violationsOf(page, 'dark')).toEqual([]);
        expect(await overflowOf(page)).toEqual([]);
        expect(await smallTargetsOf(page)).toEqual([]);
      },
    );

    it('another time is judged by what is known, another day is looked at, and all of it informs only', async () => {
      const { page } = alice;
      const form = await openAttendees(page, slot);
      await form.getByLabel(t('book.attendees')).fill(carol);
      const carols = rowOf(form, carol);
      await carols.getByText(t('people.busy', { times: meeting.range })).waitFor();
      await form.getByLabel(t('book.start')).selectOption({ label: '15:00' });
      await carols.getByText(t('people.free'), { exact: true }).waitFor();
      await form.getByLabel(t('book.start')).selectOption({ label: '14:30' });
      await carols.getByText(t('people.busy', { times: meeting.range })).waitFor();
      await form.locator('button[type="submit"]').click();
      await page
        .getByRole('heading', { name: t('book.waitingRoomTitle') })
        .or(page.getByRole('heading', { name: t('book.confirmedTitle') }))
        .waitFor();
    });
  });

  describe('on a calendar that answers late, wrongly or not at all', () => {
    let system: LateSystem;
    let room = '';
    const slot = slotAt('10:00', 30);
    const [ben, carol] = ['ben@example.org', 'carol@example.org'] as const;

    beforeAll(async () => {
      system = await lateSystems[0].start();
      const { kind, options, rooms: addresses } = system;
      const place = await stage.place({ name: 'Late', kind, options, addresses });
      room = place.roomIds[0] ?? '';
      system.addPerson(ben);
      system.addPerson(carol);
      system.takeOutside({ email: ben }, slot);
      return () => system.stop();
    });
    afterEach(() => alice.page.unroute(asked));

    it('a late answer for others never takes the place of what is asked now', async () => {
      const { page } = alice;
      const release = await holdFirst(page);
      const form = await openForm(page, slot, room);
      const field = form.getByLabel(t('book.attendees'));
      const asking = page.waitForRequest(asked);
      await field.fill(ben);
      const first = await asking;
      await rowOf(form, ben).getByText(t('people.looking')).waitFor();
      await field.fill(carol);
      await rowOf(form, carol).getByText(t('people.free'), { exact: true }).waitFor();
      await release();
      // Null where the page has broken the question off.
      await first.response();
      const carols = rowOf(form, carol).getByText(t('people.free'), { exact: true });
      expect(await carols.count()).toBe(1);
      await field.fill(`${carol}, ${ben}`);
      await rowOf(form, ben)
        .getByText(t('people.busy', { times: slot.range }))
        .waitFor();
      await rowOf(form, carol).getByText(t('people.free'), { exact: true }).waitFor();
    });

    it('what could not be asked is not known, and is asked again', async () => {
      const { page } = alice;
      await page.route(asked, (route) => route.abort());
      const form = await openForm(page, slot, room);
      await form.getByLabel(t('book.attendees')).fill(carol);
      const failure = form.getByRole('alert').filter({ hasText: t('people.failed') });
      await failure.waitFor();
      expect(await form.getByText(t('people.free'), { exact: true }).count()).toBe(0);
      expect(await violationsOf(page, 'light')).toEqual([]);
      await page.unroute(asked);
      await form.getByRole('button', { name: t('common.retry') }).click();
      await rowOf(form, carol).getByText(t('people.free'), { exact: true }).waitFor();
    });

    it('of many the first twenty are looked at, and of a series the first date', async () => {
      const { page } = alice;
      const form = await openForm(page, slot, room);
      const many = Array.from({ length: 20 }, (_, index) => `person${index}@elsewhere.example`);
      await form.getByLabel(t('book.attendees')).fill([ben, ...many].join('\n'));
      await rowOf(form, ben)
        .getByText(t('people.busy', { times: slot.range }))
        .waitFor();
      expect(await form.getByText(notKnown('nobody')).count()).toBe(19);
      await form.getByText(t('people.onlyFirst', { count: 20 })).waitFor();
      await form.getByLabel(t('repeat.label')).selectOption({ label: t('repeat.kind.weekly') });
      await form.getByText(t('people.titleFirst')).waitFor();
    });

    it('of a system that does not answer nobody is free', async () => {
      const { page } = alice;
      const { kind, options, rooms: addresses, stop } = await lateSystems[1].start();
      const place = await stage.place({ name: 'Gone', kind, options, addresses });
      await stop();
      const form = await openForm(page, slot, place.roomIds[0] ?? '');
      await form.getByLabel(t('book.attendees')).fill(carol);
      await rowOf(form, carol).getByText(notKnown('unreachable')).waitFor();
      expect(await form.getByText(t('people.free'), { exact: true }).count()).toBe(0);
    });
  });

  it('on a calendar that does not tell of people nobody is asked', async () => {
    const { page } = alice;
    const { roomIds } = await stage.place({ name: 'House', kind: 'local', addresses: [{}] });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    const form = await openForm(page, slotAt('08:00', 30), roomIds[0] ?? '');
    await form.getByLabel(t('book.attendees')).fill('ben@example.org');
    await form.locator('button[type="submit"]').click();
    await page.getByRole('heading', { name: t('book.confirmedTitle') }).waitFor();
    expect(requests).toContain('/api/v1/bookings');
    expect(requests.filter((path) => path.includes('people'))).toEqual([]);
  });
});

async function openForm(page: Page, slot: Slot, roomId: string): Promise<Locator> {
  await page.goto(formAddress(slot, roomId));
  const form = bookingForm(page);
  await form.waitFor();
  await pageIsAlive(page);
  await form.getByText(t('book.more'), { exact: true }).click();
  return form;
}

function rowOf(form: Locator, email: string): Locator {
  return form
    .getByRole('list', { name: t('people.title') })
    .getByRole('listitem')
    .filter({
      hasText: email,
    });
}

function notKnown(reason: 'access-refused' | 'nobody' | 'unreachable'): string {
  return t('people.unknown', { reason: t(`people.reason.${reason}`) });
}

/** Keeps the first answer back until the function that it gives is called, and those after it not. */
async function holdFirst(page: Page): Promise<() => Promise<void>> {
  const gate = new AbortController();
  const opened = once(gate.signal, 'abort');
  let held: Promise<void> | null = null;
  await page.route(asked, async (route) => {
    if (held) return route.continue();
    // Whoever asks something else has broken the question off: then there is nobody to answer.
    held = opened.then(() => route.continue().catch(() => undefined));
    return held;
  });
  return async () => {
    gate.abort();
    await held;
  };
}
