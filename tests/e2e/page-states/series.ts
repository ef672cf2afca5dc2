import type { Page } from 'playwright';
import { z } from 'zod';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import type { Scene } from '@/tests/e2e/scene';
import { askWeekly, dayNamed, troubleTable } from '@/tests/e2e/series-form';
import { bookingBody, weeksAfter } from '@/tests/e2e/slots';

const title = 'Weekly review';
const madeSeries = z.object({ id: z.string(), occurrences: z.array(z.object({ id: z.string() })) });

export const seriesStates: readonly PageState[] = [
  {
    name: 'booking-series',
    isPictured: true,
    open: async (page, { t, locale, stage, room, quietSlot }) => {
      const first = quietSlot();
      const [left, moved] = [weeksAfter(first, 1), weeksAfter(first, 2)];
      for (const taken of [left, moved]) {
        await stage.api('omar', '/api/v1/bookings', bookingBody(taken, room.id, 'Customer call'));
      }
      const form = await askWeekly(page, { first, roomId: room.id, title, count: 5 }, t);
      const table = troubleTable(form, t);
      const button = (key: 'skipNamed' | 'otherRoomNamed', day: string) =>
        table.getByRole('button', { name: t(`dates.${key}`, { date: day }) });
      await button('skipNamed', dayNamed(left, locale)).click();
      await button('otherRoomNamed', dayNamed(moved, locale)).click();
      await table.getByRole('listitem').getByRole('button').first().waitFor();
      await form.getByRole('button', { name: t('dates.showOthers', { count: 3 }) }).click();
    },
  },
  {
    name: 'booking-series-confirmed',
    open: async (page, { t, locale, room, quietSlot }) => {
      const first = quietSlot();
      const form = await askWeekly(page, { first, roomId: room.id, title, count: 5 }, t);
      await form.getByRole('button', { name: t('dates.showOthers', { count: 5 }) }).click();
      const date = dayNamed(weeksAfter(first, 3), locale);
      await form.getByRole('button', { name: t('dates.skipNamed', { date }) }).click();
      await form.getByRole('button', { name: t('book.submitDates', { count: 4 }) }).click();
      await page.getByRole('heading', { name: t('book.confirmedTitle') }).waitFor();
      await page.getByText(t('dates.missing', { count: 1 })).waitFor();
    },
  },
  {
    name: 'series',
    isPictured: true,
    open: async (page, scene) => {
      await page.goto(`/bookings/${(await bookSeries(scene)).id}`);
      await page.getByRole('heading', { name: scene.t('change.allDates') }).waitFor();
    },
  },
  {
    name: 'series-date-move',
    open: async (page, scene) => {
      const { t } = scene;
      await page.goto(`/bookings/${await bookedDateId(scene)}`);
      await page.getByRole('button', { name: t('change.moveNamed', { title }) }).click();
      const dialog = page.getByRole('dialog', { name: t('change.moveTitle') });
      await dialog.getByRole('listitem').getByRole('button').first().waitFor();
    },
  },
  {
    name: 'series-date-cancel',
    open: async (page, scene) => {
      const { t } = scene;
      await page.goto(`/bookings/${await bookedDateId(scene)}`);
      await page.getByRole('button', { name: t('bookings.cancelNamed', { title }) }).click();
      const dialog = page.getByRole('alertdialog', { name: t('bookings.cancelTitle') });
      await dialog.getByRole('radio', { name: t('scope.following') }).check();
    },
  },
  {
    name: 'series-date-change',
    open: async (page, scene) => {
      const { t } = scene;
      await moveIntoAnother(page, scene, 'one');
      await page.getByText(t('change.blocked', { count: 1 })).waitFor();
      await troubleTable(page.locator('form'), t).waitFor();
    },
  },
  {
    name: 'series-change',
    open: async (page, scene) => {
      const { t } = scene;
      await moveIntoAnother(page, scene, 'following');
      await page.getByRole('button', { name: t('change.submit.following') }).click();
      await page.getByRole('alert').getByText(t('book.conflictUnchanged')).waitFor();
    },
  },
];

/** Five weeks, booked by Alice. */
async function bookSeries({ stage, room, quietSlot }: Scene) {
  const body = { ...bookingBody(quietSlot(), room.id, title), rrule: 'FREQ=WEEKLY;COUNT=5' };
  return madeSeries.parse((await stage.api('alice', '/api/v1/bookings', body)).content);
}

/** The address part of the second of them. */
async function bookedDateId(scene: Scene): Promise<string> {
  const { occurrences } = await bookSeries(scene);
  return encodeURIComponent(occurrences[1]?.id ?? '');
}

/** Fills in that dates of a series move to where the first of them cannot be. */
async function moveIntoAnother(page: Page, scene: Scene, scope: 'one' | 'following') {
  const { t, stage, room, quietSlot } = scene;
  const taken = quietSlot();
  const inTheWay = bookingBody(weeksAfter(taken, 1), room.id, 'Customer call');
  await stage.api('omar', '/api/v1/bookings', inTheWay);
  await page.goto(`/bookings/${await bookedDateId(scene)}/change`);
  await page.getByRole('radio', { name: t(`scope.${scope}`), exact: true }).check();
  await page.getByLabel(t('book.start'), { exact: true }).selectOption({ label: taken.time });
}
