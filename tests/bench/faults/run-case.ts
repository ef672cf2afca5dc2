import { randomUUID } from 'node:crypto';
import { addMs, dayMs, hourMs, instant } from '@/lib/core/time/instant';
import { askToBook, askToCancel } from '@/tests/bench/books/ask';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import { weeklyDates } from '@/tests/bench/books/weekly-dates';
import { type FaultCase, nameOf } from '@/tests/bench/faults/cases';
import { createInjection } from '@/tests/bench/faults/inject';
import { createCalendarTrace } from '@/tests/bench/wire/calendar-trace';
import { type HttpRoad, startHttpRoad } from '@/tests/bench/wire/http-road';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import type { App } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import type { RadicaleServer } from '@/tests/support/radicale';

export interface FaultStage {
  readonly app: App;
  readonly radicale: RadicaleServer;
  readonly adminToken: string;
  readonly token: string;
  /** 1 for single bookings, else dates of a weekly series. */
  readonly dates: number;
}

export interface CaseResult {
  readonly name: string;
  readonly asked: AskedBooking;
  readonly calendarUrl: string;
  readonly statuses: readonly number[];
  /** How many requests the fault has befallen. */
  readonly hits: () => number;
  /** When the last of them was over, by `performance.now()`. */
  readonly overAt: () => number;
  /** The road stays open until all is settled. */
  readonly stop: () => Promise<void>;
}

/**
 * Makes a room of its own, over a road of its own on which one thing will go wrong. Returns how to
 * book there.
 */
export async function prepareCase(
  stage: FaultStage,
  faultCase: FaultCase,
): Promise<() => Promise<CaseResult>> {
  const { radicale } = stage;
  const trace = createCalendarTrace();
  const calendarUrl = await radicale.makeCalendar(`faults-${randomUUID()}`);
  const { pathname } = new URL(calendarUrl);
  trace.begin(pathname);
  const start = instant(Math.ceil((Date.now() + dayMs) / hourMs) * hourMs);
  const slot = { start, end: addMs(start, hourMs) };
  let road: HttpRoad | null = null;
  const injection = createInjection({
    trace,
    faultCase,
    road: () => {
      if (!road) throw new Error('the road does not stand yet');
      return road;
    },
    writeOutside: () =>
      radicale.putObject(
        calendarUrl,
        'outside.ics',
        toOutsideIcalendar({ uid: `outside-${randomUUID()}`, ...slot }, 'faults@example.org'),
      ),
  });
  const upstreamPort = Number(new URL(radicale.baseUrl).port);
  road = await startHttpRoad({ upstreamPort, carry: injection.carry });
  const roomId = await openRoom(stage, road.port, pathname, nameOf(faultCase));
  const dates = stage.dates > 1 ? weeklyDates(slot, stage.dates, 'Europe/Paris') : [slot];
  const key = `${nameOf(faultCase)} ${randomUUID()}`.replaceAll(' ', '-');
  const asked = { key, roomId, dates };
  const { hits, overAt, arm } = injection;
  const name = nameOf(faultCase);
  const plan = { name, calendarUrl, hits, overAt, arm, stop: road.stop, asked };
  return () => (faultCase.step === 'cancel' ? bookAndCancel(stage, plan) : bookOnly(stage, plan));
}

interface CasePlan extends Omit<CaseResult, 'asked' | 'statuses'> {
  readonly arm: () => void;
  readonly asked: Pick<AskedBooking, 'key' | 'roomId' | 'dates'>;
}

async function bookOnly(stage: FaultStage, { arm, asked, ...rest }: CasePlan): Promise<CaseResult> {
  arm();
  const { booked, heard } = await book(stage, asked);
  return { ...rest, asked: booked, statuses: [heard.status] };
}

async function bookAndCancel(
  stage: FaultStage,
  { arm, asked, ...rest }: CasePlan,
): Promise<CaseResult> {
  const { booked, heard } = await book(stage, asked);
  if (heard.bookingId === null) throw new Error(`a booking to cancel answered ${heard.status}`);
  const invokedAt = performance.now();
  arm();
  const { outcome, status } = await askToCancel(stage.app, stage.token, heard.bookingId);
  const cancelled = outcome === 'fail' ? 'unknown' : outcome;
  const cancel = { invokedAt, answeredAt: performance.now() };
  return { ...rest, asked: { ...booked, cancelled, cancel }, statuses: [heard.status, status] };
}

async function book({ app, token }: FaultStage, asked: CasePlan['asked']) {
  const invokedAt = performance.now();
  const heard = await askToBook({ app, token, ...asked });
  const times = { invokedAt, answeredAt: performance.now() };
  const booked = { ...asked, ...times, booked: heard.outcome, cancelled: null, cancel: null };
  return { booked, heard };
}

async function openRoom(
  { app, radicale, adminToken }: FaultStage,
  port: number,
  calendarPath: string,
  name: string,
): Promise<string> {
  const serverUrl = `http://127.0.0.1:${port}/`;
  const place = await makePlace(app, adminToken, {
    name,
    kind: 'caldav',
    options: { ...radicale.connection, serverUrl },
    addresses: [{ calendarUrl: new URL(calendarPath, serverUrl).href }],
    policy: { bookingWindowDays: 1_000 },
  });
  return place.roomIds[0] ?? '';
}
