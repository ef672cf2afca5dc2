import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { askToBook } from '@/tests/bench/books/ask';
import { readLedger } from '@/tests/bench/books/read-ledger';
import { weeklyDates } from '@/tests/bench/books/weekly-dates';
import { type Answer, type RaceFigures, type Round, sumUp } from '@/tests/bench/race/judge';
import type { RacePlan } from '@/tests/bench/race/options';
import { racers } from '@/tests/bench/race/racers';
import type { OutsideWrite, Venue } from '@/tests/bench/race/venue';
import type { App } from '@/tests/support/app';
import { waitFor } from '@/tests/support/wait-for';

export interface Race {
  readonly app: App;
  /** To the application's database, past the application. */
  readonly client: Client;
  /** Nobody has raced there before. */
  readonly venue: Venue;
  readonly plan: Pick<RacePlan, 'rounds' | 'racers' | 'outsiders' | 'shape'>;
}

const slotMs = 30 * minuteMs;
const seriesDates = 10;
const zone = 'Europe/Paris';
const settlePatienceMs = 90_000;

/** Runs all rounds, then looks at the bookings' rows and at what the calendar itself holds. */
export async function runRace(race: Race): Promise<RaceFigures> {
  const { app, client, venue, plan } = race;
  const tokens = await Promise.all(
    racers.slice(0, plan.racers).map((address) => app.token(address, 'employee')),
  );
  const first = instant(Math.ceil((Date.now() + dayMs) / hourMs) * hourMs);
  const rounds: Round[] = [];
  for (let index = 0; index < plan.rounds; index += 1) {
    const start = addMs(first, index * slotMs);
    const slot = { start, end: addMs(start, slotMs) };
    const dates = plan.shape === 'series' ? weeklyDates(slot, seriesDates, zone) : [slot];
    rounds.push(await runRound(race, tokens, dates));
  }
  await waitFor('every booking to settle', () => isSettled(race), settlePatienceMs);
  const readFrom = performance.now();
  const ledger = await readRoom(client, venue.roomId);
  const events = await venue.events(ledger);
  const meetings = (await venue.meetings?.(ledger)) ?? null;
  const readUntil = performance.now();
  return sumUp({ venue, rounds, ledger, events, meetings, readFrom, readUntil });
}

async function runRound(
  { app, venue, plan }: Race,
  tokens: readonly string[],
  dates: readonly Interval[],
): Promise<Round> {
  const { roomId } = venue;
  const book = async (racer: number): Promise<Answer> => {
    const asked = { key: `race-${randomUUID()}`, roomId, dates };
    const [token = '', replica] = [tokens[racer % tokens.length], racer % app.urls.length];
    const invokedAt = performance.now();
    const { outcome, status, body } = await askToBook({ app, token, replica, ...asked });
    const times = { invokedAt, answeredAt: performance.now() };
    const booked = { ...asked, ...times, booked: outcome, cancelled: null, cancel: null };
    return { asked: booked, status, body };
  };
  const outside = async (): Promise<OutsideWrite | null> => {
    const [slot] = dates;
    if (!venue.writeOutside || !slot) return null;
    await delay(Math.random() * venue.outsideWithinMs);
    return venue.writeOutside(slot);
  };
  const [answers, writes] = await Promise.all([
    Promise.all(Array.from({ length: plan.racers }, (_, racer) => book(racer))),
    Promise.all(Array.from({ length: plan.outsiders }, outside)),
  ]);
  return { dates, answers, outside: writes.filter((write) => write !== null) };
}

async function isSettled({ client, venue }: Race): Promise<boolean> {
  if (await venue.isAnswering()) return false;
  const ledger = await readRoom(client, venue.roomId);
  return ledger.every(({ status }) => status !== 'pending' && !status.startsWith('awaiting-'));
}

async function readRoom(client: Client, roomId: string) {
  const ledger = await readLedger(client);
  return ledger.filter(({ dates }) => dates.some((date) => date.roomId === roomId));
}
