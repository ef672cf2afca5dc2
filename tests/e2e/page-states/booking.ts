import type { PageState } from '@/tests/e2e/page-states/page-state';
import { bookingForm, titleField } from '@/tests/e2e/pages';
import { bookingBody, formAddress, searchAddress } from '@/tests/e2e/slots';

const submit = 'button[type="submit"]';

export const bookingStates: readonly PageState[] = [
  {
    name: 'booking-form',
    isPictured: true,
    open: async (page, { t, room, buildingId, quietSlot }) => {
      const slot = quietSlot();
      await page.goto(searchAddress(slot, buildingId));
      const name = t('search.bookAction', { room: room.name, range: slot.range });
      await page.getByRole('button', { name }).last().click();
      await bookingForm(page, t).waitFor();
    },
  },
  {
    name: 'booking-form-errors',
    open: async (page, { t, room, quietSlot }) => {
      await page.goto(formAddress(quietSlot(), room.id));
      const form = bookingForm(page, t);
      await titleField(page, t).fill('');
      await form.getByText(t('book.more')).click();
      await form.getByLabel(t('book.attendees')).fill('nobody, somebody@');
      await form.locator(submit).click();
      await form.getByText(t('book.fieldTitleMissing')).waitFor();
    },
  },
  {
    name: 'booking-conflict',
    isPictured: true,
    open: async (page, { t, stage, room, quietSlot }) => {
      const slot = quietSlot();
      await page.goto(formAddress(slot, room.id));
      const form = bookingForm(page, t);
      await form.waitFor();
      await stage.api('omar', '/api/v1/bookings', bookingBody(slot, room.id, 'Customer call'));
      await form.locator(submit).click();
      await form.getByText(t('book.conflictNearest')).waitFor();
      await form.getByRole('alert').getByRole('button').first().waitFor();
    },
  },
  {
    name: 'booking-confirmed',
    isPictured: true,
    open: async (page, { t, room, quietSlot }) => {
      await page.goto(formAddress(quietSlot(), room.id));
      await bookingForm(page, t).locator(submit).click();
      await page.getByRole('heading', { name: t('book.confirmedTitle') }).waitFor();
    },
  },
  {
    name: 'booking-form-without-room',
    open: async (page, { t }) => {
      await page.goto('/book');
      await page.getByText(t('book.missingTitle')).waitFor();
    },
  },
];
