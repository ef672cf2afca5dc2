import type { Interval } from '@/lib/core/time/interval';
import { type Ask, askToBook, askToCancel, type Heard } from '@/tests/bench/books/ask';
import { weeklyDates } from '@/tests/bench/books/weekly-dates';
import type { WorldRoom } from '@/tests/bench/crash/rooms/room-source';
import type { Shift } from '@/tests/bench/crash/shift';
import type { World } from '@/tests/bench/crash/world';

export interface Client {
  readonly world: World;
  readonly shift: Shift;
  readonly token: string;
  readonly nextSlot: (roomId: string) => Interval;
  /** Never twice in a run. */
  readonly newKey: () => string;
  /** Dates of every second booking; 0: none is a series. */
  readonly seriesDates: number;
  readonly random: () => number;
}

/** How often somebody who heard nothing asks again under the same key, and how often one cancels. */
const askAgainShare = 0.5;
const cancelShare = 0.3;
/** How many series leave out a date, which some calendars take in several requests only. */
const leaveOutShare = 0.5;

/** One booking after the other until the shift is over; each is in a room of its own meanwhile. */
export async function runClient(client: Client): Promise<void> {
  const { shift } = client;
  while (!shift.isOver()) {
    await shift.whenUp();
    const room = await shift.takeRoom();
    if (room) shift.giveRoom(room, await live(client, room));
  }
}

/** A booking's life; its key when it is in doubt. */
async function live(client: Client, room: WorldRoom): Promise<string | null> {
  const { world, shift, random } = client;
  const [key, slot] = [client.newKey(), client.nextSlot(room.roomId)];
  const isSeries = client.seriesDates > 0 && random() < 0.5;
  const weeks = isSeries ? weeklyDates(slot, client.seriesDates, 'Europe/Paris') : [slot];
  const leftOut = weeks.length > 2 && random() < leaveOutShare ? weeks.slice(1, 2) : [];
  const dates = weeks.filter((date) => !leftOut.includes(date));
  if (room.calendar !== null) world.trace.begin(room.calendar);
  const asked = { key, roomId: room.roomId, dates };
  const invokedAt = performance.now();
  const heard = await book(client, room, { ...asked, leftOut });
  const booked = { ...asked, booked: heard.outcome, invokedAt, answeredAt: performance.now() };
  const willCancel = heard.outcome === 'ok' && random() < cancelShare && heard.bookingId !== null;
  if (!willCancel || heard.bookingId === null) {
    shift.asked.push({ ...booked, cancelled: null, cancel: null });
    return heard.outcome === 'ok' || heard.outcome === 'fail' ? null : key;
  }
  const cancelledAt = performance.now();
  const { bookingId } = heard;
  const gone = await noting(client, { key, calendar: room.calendar, kind: 'cancel' }, () =>
    askToCancel(world.app, client.token, bookingId),
  );
  const cancelled = gone.outcome === 'ok' || gone.outcome === 'open' ? gone.outcome : 'unknown';
  const cancel = { invokedAt: cancelledAt, answeredAt: performance.now() };
  shift.asked.push({ ...booked, cancelled, cancel });
  return cancelled === 'ok' ? null : key;
}

/** Whoever heard nothing may ask again, with the same key: it is the same booking. */
async function book(
  client: Client,
  room: WorldRoom,
  asked: Pick<Ask, 'key' | 'roomId' | 'dates' | 'leftOut'>,
): Promise<Heard> {
  const { world, shift, token, random } = client;
  for (;;) {
    const heard = await noting(client, { ...asked, calendar: room.calendar, kind: 'book' }, () =>
      askToBook({ app: world.app, token, ...asked }),
    );
    const isOpen = heard.outcome === 'unknown' || heard.outcome === 'open';
    if (isOpen && room.calendar !== null) world.trace.interrupt(room.calendar);
    const again = heard.outcome === 'unknown' && random() < askAgainShare && !shift.isOver();
    if (!again) return heard;
    await shift.whenUp();
  }
}

async function noting(
  { shift }: Client,
  { key, calendar, kind }: { key: string; calendar: string | null; kind: 'book' | 'cancel' },
  ask: () => Promise<Heard>,
): Promise<Heard> {
  const unanswered = { key, calendar, kind };
  shift.unanswered.add(unanswered);
  try {
    const heard = await ask();
    shift.statuses.push(heard.status);
    return heard;
  } finally {
    shift.unanswered.delete(unanswered);
  }
}
