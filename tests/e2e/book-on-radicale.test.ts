import type { Page } from 'playwright';
import { afterEach, beforeAll, expect, it } from 'vitest';
import {
  fromStoredIcalendar,
  toOutsideIcalendar,
} from '@/tests/conformance/support/outside-icalendar';
import { bookingForm, chooseInSearch, gridCell, resultRow, sendForm } from '@/tests/e2e/pages';
import {
  availabilityAddress,
  bookingBody,
  formAddress,
  gridAddress,
  searchAddress,
  slotAt,
} from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';
import type { Visitor } from '@/tests/support/visitor';
import { waitFor } from '@/tests/support/wait-for';

const toronto = 'America/Toronto';
/** The search asks again every 30 seconds; then the server has its time to not answer. */
const refreshed = { timeout: 60_000 };
const title = 'Réunion d’été: budget 💶, “phase 2”; 会議';

describeInChromium('booking on Radicale', () => {
  let stage: Stage;
  let radicale: RadicaleServer;
  let calendarUrl: string;
  let remote: Place;
  let remoteRoomId: string;
  let grid: Page;
  let alice: Visitor;
  const meeting = slotAt('14:00', 30, toronto);
  const evening = slotAt('18:00', 30, toronto);
  const outside = slotAt('16:00', 60, toronto);

  beforeAll(async () => {
    radicale = await startRadicale();
    process.stdout.write(`Radicale ${radicale.version}\n`);
    calendarUrl = await radicale.makeCalendar('laurier');
    stage = await openStage();
    const { connection: options } = radicale;
    const addresses = [{ calendarUrl }];
    remote = await stage.place({
      name: 'Laurier',
      kind: 'caldav',
      options,
      addresses,
      timeZone: toronto,
    });
    await stage.place({
      name: 'Cartier',
      kind: 'local',
      addresses: [{}],
      timeZone: toronto,
    });
    remoteRoomId = remote.roomIds[0] ?? '';
    alice = await stage.enter('alice', { role: 'employee' });
    return async () => {
      await stage.stop();
      await radicale.stop();
    };
  }, appStartTimeoutMs);
  afterEach(() => expect(alice.troubles).toEqual([]));

  const bookByApi = () =>
    stage.api('alice', '/api/v1/bookings', bookingBody(evening, remoteRoomId, 'By API'));
  const isReadAgain = async () => {
    const { content } = await stage.api('alice', availabilityAddress(evening, remoteRoomId));
    return JSON.stringify(content).includes('"status":"known"');
  };
  const storedEvents = async () => {
    const objects = await radicale.readObjects(calendarUrl);
    return objects.flatMap((text) => fromStoredIcalendar(text));
  };

  it('writes what a person books in the browser, once', async () => {
    const { page } = alice;
    await chooseInSearch(page, 'Laurier', meeting);
    await page
      .getByRole('button', { name: `Book Laurier 1, ${meeting.range}` })
      .first()
      .click();
    await sendForm(page, 'Laurier 1', meeting, title);
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor();
    const { start, end } = meeting;
    expect(await storedEvents()).toMatchObject([{ title, start, end }]);
  });

  it('sees what another program writes', async () => {
    const { page } = alice;
    const event = toOutsideIcalendar({ ...outside, uid: 'outside-1' }, 'laurier@example.org');
    await radicale.putObject(calendarUrl, 'outside-1.ics', event);
    await page.goto('/');
    await chooseInSearch(page, 'Laurier', outside);
    await resultRow(page, 'Laurier 1').getByText('Not available, free from 17:00').waitFor();
    await page.goto(gridAddress(outside, remote.buildingId));
    await gridCell(page, 'Laurier 1', `16:00–17:00, not available`).waitFor();
    await gridCell(page, 'Laurier 1', `${meeting.range}, my booking: ${title}`).waitFor();
  });

  it('takes out of the calendar what is cancelled in the browser, and nothing else', async () => {
    const { page } = alice;
    await page.getByRole('link', { name: 'My bookings' }).click();
    await page.getByRole('button', { name: `Cancel “${title}”` }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Cancel this booking?' });
    await dialog.getByText(title).waitFor();
    await dialog.getByRole('button', { name: 'Cancel booking' }).click();
    await page.getByRole('status').getByText(`“${title}” is cancelled.`).waitFor();
    expect((await storedEvents()).map(({ uid }) => uid)).toEqual(['outside-1']);
  });

  it('books nothing that it cannot see while the server is down', async () => {
    const { page } = alice;
    const form = await alice.context.newPage();
    grid = await alice.context.newPage();
    await grid.goto(gridAddress(evening, remote.buildingId));
    await gridCell(grid, 'Laurier 1', '17:00–00:00, free').waitFor();
    await page.goto(searchAddress(evening, 'all'));
    await resultRow(page, 'Laurier 1').getByText('Free').waitFor();
    await form.goto(formAddress(evening, remoteRoomId));
    await bookingForm(form).waitFor();
    await radicale.kill();
    await sendForm(form, 'Laurier 1', evening, 'Not to be');
    await form.getByRole('alert').getByText('Foyer cannot see this room’s calendar').waitFor();
    expect(await bookByApi()).toMatchObject({
      status: 503,
      content: { code: 'availability-unknown' },
    });
    await form.close();
  });

  it('shows its rooms without information at the next refresh, and others live', async () => {
    const { page } = alice;
    const row = resultRow(page, 'Laurier 1');
    await row.getByText('No information: its calendar cannot be reached').waitFor(refreshed);
    expect(await row.getByRole('button', { name: /^(?!Favourite: )/ }).count()).toBe(0);
    await resultRow(page, 'Cartier 1').getByText('Free').waitFor();
    await gridCell(grid, 'Laurier 1', '00:00–00:00, no information').waitFor(refreshed);
    expect(await gridCell(grid, 'Laurier 1', 'free').count()).toBe(0);
    await page.getByText('1 room in Laurier cannot be read at the moment').waitFor();
  });

  it('shows them again when the server is back, with nothing left behind', async () => {
    const { page } = alice;
    await radicale.restart();
    await waitFor('the calendar to be read again', isReadAgain, refreshed.timeout);
    await Promise.all([page.reload(), grid.reload()]);
    await resultRow(page, 'Laurier 1').getByText('Free').waitFor(refreshed);
    expect((await storedEvents()).map(({ uid }) => uid)).toEqual(['outside-1']);
    await gridCell(grid, 'Laurier 1', '17:00–00:00, free').waitFor(refreshed);
    await grid.close();
    expect((await bookByApi()).status).toBe(201);
  });
});
