import { randomUUID } from 'node:crypto';
import { addMs, dayMs, hourMs, instant } from '@/lib/core/time/instant';
import { type Ask, askToBook, askToCancel } from '@/tests/bench/books/ask';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import { weeklyDates } from '@/tests/bench/books/weekly-dates';
import { type FaultCase, nameOf } from '@/tests/bench/faults/cases';
import type { FaultGround, GroundRoom } from '@/tests/bench/faults/grounds/fault-ground';
import { createInjection } from '@/tests/bench/faults/inject';
import { createCalendarTrace } from '@/tests/bench/wire/calendar-trace';
import { type HttpRoad, startHttpRoad } from '@/tests/bench/wire/http-road';
import type { App } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';

export interface FaultStage {
  readonly app: App;
  readonly ground: FaultGround;
  readonly adminToken: string;
  readonly token: string;
  /** 1 for single bookings, else dates of a weekly series. */
  readonly dates: number;
}

export interface CaseResult {
  readonly name: string;
  readonly asked: AskedBooking;
  readonly room: GroundRoom;
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
  const { dialect, upstream, blindWrites, newRoom } = stage.ground;
  const trace = createCalendarTrace(dialect);
  const room = await newRoom();
  const { calendar } = room;
  trace.begin(calendar);
  const start = instant(Math.ceil((Date.now() + dayMs) / hourMs) * hourMs);
  const slot = { start, end: addMs(start, hourMs) };
  let road: HttpRoad | null = null;
  const injection = createInjection({
    trace,
    faultCase,
    calendar,
    blindWrites,
    checksWrites: stage.ground.cases(stage.dates).some(({ step }) => step === 'check-write'),
    road: () => {
      if (!road) throw new Error('the road does not stand yet');
      return road;
    },
    writeOutside: () => room.writeOutside(slot),
  });
  road = await startHttpRoad({ ...upstream, carry: injection.carry });
  const placeName = `${nameOf(faultCase)} ${randomUUID()}`;
  const roomId = await openRoom(stage, room, road.port, placeName);
  const weeks = stage.dates > 1 ? weeklyDates(slot, stage.dates, 'Europe/Paris') : [slot];
  // One date is left out, which some servers take in a request of its own only.
  const leftOut = weeks.slice(1, 2);
  const dates = weeks.filter((date) => !leftOut.includes(date));
  const key = `${nameOf(faultCase)} ${randomUUID()}`.replaceAll(' ', '-');
  const asked = { key, roomId, dates, leftOut };
  const { hits, overAt, arm } = injection;
  const name = nameOf(faultCase);
  const plan = { name, room, hits, overAt, arm, stop: road.stop, asked };
  return () => (faultCase.step === 'cancel' ? bookAndCancel(stage, plan) : bookOnly(stage, plan));
}

interface CasePlan extends Omit<CaseResult, 'asked' | 'statuses'> {
  readonly arm: () => void;
  readonly asked: Pick<Ask, 'key' | 'roomId' | 'dates' | 'leftOut'>;
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
  const { key, roomId, dates } = asked;
  const told = { key, roomId, dates, ...times };
  const booked = { ...told, booked: heard.outcome, cancelled: null, cancel: null };
  return { booked, heard };
}

async function openRoom(
  { app, adminToken }: FaultStage,
  room: GroundRoom,
  port: number,
  name: string,
): Promise<string> {
  const policy = { bookingWindowDays: 1_000 };
  const place = await makePlace(app, adminToken, { name, policy, ...room.plan(port) });
  return place.roomIds[0] ?? '';
}
