import type { Locator } from 'playwright';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { addMs, dayMs, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { formatTimeRange } from '@/lib/i18n/format-time';
import {
  fromStoredSeries,
  toOutsideIcalendar,
} from '@/tests/conformance/support/outside-icalendar';
import {
  askWeekly,
  asShown,
  datesShown,
  dayNamed,
  dayShown,
  openFreeDates,
  troubleTable,
} from '@/tests/e2e/series-form';
import {
  type Slot,
  slotAt,
  slotBeforeClockChange,
  weeklyFrom,
  weeksAfter,
} from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';
import { datesOfObjects, type StoredDate } from '@/tests/support/stored-dates';
import type { Visitor } from '@/tests/support/visitor';

/** A room with its calendar on the server. */
interface ServedRoom {
  readonly id: string;
  readonly name: string;
  readonly calendarUrl: string;
}

const t = wordsIn('en');
const paris = 'Europe/Paris';
/** Room for 52 weeks, and for the longest wait until clocks are changed. */
const policy = { bookingWindowDays: 400 };
const quarterMs = 15 * minuteMs;

describeInChromium('a series on Radicale', () => {
  let stage: Stage;
  let radicale: RadicaleServer;
  let alice: Visitor;

  beforeAll(async () => {
    radicale = await startRadicale();
    process.stdout.write(`Radicale ${radicale.version}\n`);
    stage = await openStage();
    alice = await stage.enter('alice', { role: 'employee' });
    return async () => {
      await stage.stop();
      await radicale.stop();
    };
  }, appStartTimeoutMs);
  afterEach(() => expect(alice.troubles).toEqual([]));

  /** A building with two rooms, and nothing in their calendars. */
  const makeRooms = async (building: string, timeZone: string) => {
    const serve = async (name: string) => ({
      name,
      calendarUrl: await radicale.makeCalendar(name),
    });
    const [here, there] = [await serve(`${building} 1`), await serve(`${building} 2`)];
    const { roomIds } = await stage.place({
      name: building,
      kind: 'caldav',
      options: radicale.connection,
      addresses: [here, there].map(({ calendarUrl }) => ({ calendarUrl })),
      policy,
      timeZone,
    });
    const [hereId = '', thereId = ''] = roomIds;
    return { room: { ...here, id: hereId }, other: { ...there, id: thereId } };
  };
  const storedIn = ({ calendarUrl }: ServedRoom) => radicale.readObjects(calendarUrl);
  const datesIn = async (room: ServedRoom) => datesOfObjects(await storedIn(room));

  /** Another program takes the room from a quarter of an hour into that time on. */
  const takeOutside = async ({ calendarUrl }: ServedRoom, { start, end }: Slot) => {
    const time = { start: addMs(start, quarterMs), end: addMs(end, quarterMs) };
    const event = { ...time, uid: 'outside-1', title: 'Outside' };
    const text = toOutsideIcalendar(event, 'room@example.org');
    await radicale.putObject(calendarUrl, 'outside-1.ics', text);
    return { title: event.title, ...time };
  };
  const bookDates = async (form: Locator, count: number) => {
    await form.getByRole('button', { name: t('book.submitDates', { count }), exact: true }).click();
    const { page } = alice;
    await page.getByRole('heading', { name: t('book.confirmedTitle') }).waitFor();
    const status = t('status.confirmed');
    await page.getByText(t('dates.inStatus', { count, status }), { exact: true }).waitFor();
  };

  it.each([
    { building: 'Seine', timeZone: paris },
    { building: 'Lagoon', timeZone: 'Australia/Lord_Howe' },
  ])('keeps its local time over the change of clocks in $timeZone', async (place) => {
    const { room } = await makeRooms(place.building, place.timeZone);
    const first = slotBeforeClockChange('14:00', 30, place.timeZone);
    const dates = weeklyFrom(first, 4);
    const wanted = { first, roomId: room.id, title: 'Over the change', count: 4 };
    const form = await askWeekly(alice.page, wanted);
    await form.getByText(t('dates.allFree', { all: 4 })).waitFor();
    const table = await openFreeDates(form, 4);
    expect(await datesShown(table)).toEqual(dates.map(asShown));
    expect(await table.getByText(t('dates.free'), { exact: true }).count()).toBe(4);
    await bookDates(form, 4);
    const stored = await datesIn(room);
    expect(stored).toEqual(booked('Over the change', dates));
    expect(rangesOf(stored, place.timeZone)).toEqual(Array(4).fill('14:00–14:30'));
    expect(stepsOf(stored).map((step) => step === 7 * dayMs)).toEqual([true, false, true]);
  });

  it('leaves out the one date of 52 that is taken', async () => {
    const { room, other } = await makeRooms('Laurier', paris);
    const first = slotAt('10:00', 60);
    const taken = weeksAfter(first, 20);
    const others = weeklyFrom(first, 52).filter(({ start }) => start !== taken.start);
    const outside = await takeOutside(room, taken);
    const wanted = { first, roomId: room.id, title: 'A year of weeks', count: 52 };
    const form = await askWeekly(alice.page, wanted);
    const trouble = await expectOneTaken(form, taken, `${room.name}: taken 10:15–11:15`);
    expect(await datesShown(await openFreeDates(form, 51))).toEqual(others.map(asShown));
    const skip = t('dates.skipNamed', { date: dayNamed(taken) });
    await trouble.getByRole('button', { name: skip }).click();
    await trouble.getByText(t('dates.skipped'), { exact: true }).waitFor();
    await bookDates(form, 51);
    const { page } = alice;
    await page.getByText(t('dates.missing', { count: 1 }), { exact: true }).waitFor();
    await page.getByRole('listitem').getByText(dayShown(taken), { exact: true }).waitFor();
    expect(await datesIn(room)).toEqual(inOrder([...booked(wanted.title, others), outside]));
    expect(seriesIn(await storedIn(room))).toMatchObject([
      { exceptions: [taken.start], moved: [] },
    ]);
    expect(await datesIn(other)).toEqual([]);
  });

  it('has the one date of 52 that is taken in another room', async () => {
    const { room, other } = await makeRooms('Cartier', paris);
    const first = slotAt('15:00', 60);
    const taken = weeksAfter(first, 33);
    const others = weeklyFrom(first, 52).filter(({ start }) => start !== taken.start);
    const outside = await takeOutside(room, taken);
    const wanted = { first, roomId: room.id, title: 'Once elsewhere', count: 52 };
    const form = await askWeekly(alice.page, wanted);
    const trouble = await expectOneTaken(form, taken, `${room.name}: taken 15:15–16:15`);
    const otherRoom = t('dates.otherRoomNamed', { date: dayNamed(taken) });
    await trouble.getByRole('button', { name: otherRoom }).click();
    const take = t('dates.takeRoom', { room: other.name });
    await trouble.getByRole('button', { name: take, exact: true }).click();
    await trouble.getByText(t('dates.inRoom', { room: other.name })).waitFor();
    await form.getByText(t('dates.allFree', { all: 52 })).waitFor();
    await bookDates(form, 52);
    const elsewhere = t('dates.dayInRoom', { day: dayShown(taken), room: other.name });
    await alice.page.getByRole('listitem').getByText(elsewhere, { exact: true }).waitFor();
    expect(await datesIn(room)).toEqual(inOrder([...booked(wanted.title, others), outside]));
    expect(seriesIn(await storedIn(room))).toMatchObject([
      { exceptions: [taken.start], moved: [] },
    ]);
    expect(await datesIn(other)).toEqual(booked(wanted.title, [taken]));
  });
});

/** The table names that one date of 52, and what takes the room; answers the table. */
async function expectOneTaken(form: Locator, taken: Slot, reason: string): Promise<Locator> {
  await form.getByText(t('dates.someFree', { free: 51, all: 52 })).waitFor();
  const table = troubleTable(form);
  expect(await datesShown(table)).toEqual([asShown(taken)]);
  await table.getByText(t('dates.busy'), { exact: true }).waitFor();
  await table.getByText(reason, { exact: true }).waitFor();
  return table;
}

function booked(title: string, slots: readonly Slot[]): readonly StoredDate[] {
  return slots.map(({ start, end }) => ({ title, start, end }));
}

function inOrder(dates: readonly StoredDate[]): readonly StoredDate[] {
  return dates.toSorted((a, b) => a.start - b.start);
}

function seriesIn(texts: readonly string[]) {
  return texts.filter((text) => text.includes('RRULE:FREQ')).map(fromStoredSeries);
}

function rangesOf(dates: readonly Interval[], timeZone: string): readonly string[] {
  return dates.map((date) => formatTimeRange(date, zoneId(timeZone), 'en'));
}

function stepsOf(dates: readonly Interval[]): readonly number[] {
  return dates.slice(1).map(({ start }, index) => start - (dates[index]?.start ?? 0));
}
