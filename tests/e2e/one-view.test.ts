import { afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { fromStoredIcalendar } from '@/tests/conformance/support/outside-icalendar';
import { type LateSystem, lateSystems } from '@/tests/e2e/late-systems';
import { gridCell, resultRow } from '@/tests/e2e/pages';
import { bookingBody, gridAddress, searchAddress, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
/** The grid asks again every 20 seconds; then the server has its time to not answer. */
const refreshed = { timeout: 60_000 };
const made = z.object({ id: z.string() });
const systems = { graph: lateSystems[0], ews: lateSystems[1] };
const names = ['House 1', 'Radicale 1', 'Graph 1', 'Exchange 1'] as const;

describeInChromium('one view over several backends', () => {
  let stage: Stage;
  let radicale: RadicaleServer;
  let calendarUrl: string;
  let graph: LateSystem;
  let exchange: LateSystem;
  let alice: Visitor;
  let buildingId: string;
  const rooms = new Map<string, string>();
  const meeting = slotAt('10:00', 60);
  const split = slotAt('14:00', 60);
  const evening = slotAt('18:00', 60);

  beforeAll(async () => {
    radicale = await startRadicale();
    calendarUrl = await radicale.makeCalendar('one');
    graph = await systems.graph.start();
    exchange = await systems.ews.start();
    stage = await openStage();
    const house = await stage.place({ name: 'House', kind: 'local', addresses: [{}] });
    buildingId = house.buildingId;
    rooms.set('House 1', house.roomIds[0] ?? '');
    const { connection: options } = radicale;
    const remote = [
      { name: 'Radicale', kind: 'caldav', options, addresses: [{ calendarUrl }] },
      { name: 'Graph', kind: 'graph', options: graph.options, addresses: [graph.rooms[0]] },
      { name: 'Exchange', kind: 'ews', options: exchange.options, addresses: [exchange.rooms[0]] },
    ] as const;
    for (const plan of remote) {
      const { roomIds } = await stage.place({ ...plan, buildingId });
      rooms.set(`${plan.name} 1`, roomIds[0] ?? '');
    }
    alice = await stage.enter('alice', { role: 'employee' });
    return async () => {
      await alice.close();
      await stage.stop();
      await Promise.all([radicale.stop(), graph.stop(), exchange.stop()]);
    };
  }, appStartTimeoutMs);
  afterEach(() => expect(alice.troubles).toEqual([]));

  const idsOf = (...wanted: readonly string[]) => wanted.map((name) => rooms.get(name) ?? '');
  const book = (title: string, slot: typeof meeting, ...where: readonly string[]) =>
    stage.api('alice', '/api/v1/bookings', {
      ...bookingBody(slot, '', title),
      roomIds: idsOf(...where),
    });
  const titlesOnRadicale = async () =>
    (await radicale.readObjects(calendarUrl)).flatMap((text) =>
      fromStoredIcalendar(text).map(({ title }) => title),
    );

  it('rooms of four systems stand in one grid and one search', async () => {
    const { page } = alice;
    for (const name of names) {
      expect((await book(`On ${name}`, meeting, name)).status, name).toBeLessThan(203);
    }
    await page.goto(gridAddress(meeting, buildingId));
    for (const name of names) {
      await gridCell(page, name, `${meeting.range}, ${t('grid.mine')}: On ${name}`).waitFor();
    }
    await page.goto(searchAddress(evening, buildingId));
    for (const name of names) {
      const room = resultRow(page, name);
      await room.getByRole('button', { name: `Book ${name}, ${evening.range}` }).waitFor();
    }
  });

  it('a booking across two of them is all or nothing', async () => {
    const { page } = alice;
    const title = 'Across two';
    exchange.attendant.hold();
    const { status, content } = await book(title, split, 'Radicale 1', 'Exchange 1');
    expect(status).toBe(202);
    await page.goto(`/bookings/${made.parse(content).id}`);
    await page.getByText(t('status.awaiting-room')).waitFor();
    expect(await titlesOnRadicale()).toContain(title);
    exchange.takeOutside(exchange.rooms[0], split);
    exchange.attendant.release();
    await page.getByText(t('status.declined')).waitFor();
    await expect.poll(titlesOnRadicale).not.toContain(title);
    await expect.poll(() => exchange.meetings()).not.toContain(title);
    await page.goto(gridAddress(split, buildingId));
    await gridCell(page, 'Radicale 1', `${meeting.range}, ${t('grid.mine')}`).waitFor();
    expect(await gridCell(page, 'Radicale 1', split.range).count()).toBe(0);
  });

  it('one that stops in mid-use has no information; the others stay live', async () => {
    const { page } = alice;
    await page.goto(gridAddress(evening, buildingId));
    await gridCell(page, 'Radicale 1', `${meeting.range}, ${t('grid.mine')}`).waitFor();
    await radicale.kill();
    const reason = t('unknownReason.unreachable');
    const unknown = t('grid.unknownBecause', { reason });
    await gridCell(page, 'Radicale 1', unknown).waitFor(refreshed);
    expect(await gridCell(page, 'Radicale 1', t('grid.free')).count()).toBe(0);
    for (const name of names.filter((each) => each !== 'Radicale 1')) {
      expect((await book(`Live ${name}`, evening, name)).status, name).toBeLessThan(203);
      await gridCell(page, name, `${evening.range}, ${t('grid.mine')}: Live ${name}`).waitFor();
    }
    expect((await book('Unknown is not free', evening, 'Radicale 1')).status).toBe(503);
  });
});
