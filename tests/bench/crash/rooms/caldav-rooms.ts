import { fromStoredCalendar } from '@/tests/bench/books/from-stored-calendar';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import { latencyMs, type RoomSource, type WorldRoom } from '@/tests/bench/crash/rooms/room-source';
import { carryTraced, createCalendarTrace } from '@/tests/bench/wire/calendar-trace';
import { startHttpRoad } from '@/tests/bench/wire/http-road';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';

/** Calendars on a real Radicale. */
export async function openCaldavRooms(): Promise<RoomSource> {
  const trace = createCalendarTrace();
  const radicale = await startRadicale();
  const radicalePort = Number(new URL(radicale.baseUrl).port);
  const road = await startHttpRoad({
    upstreamPort: radicalePort,
    carry: carryTraced(trace, latencyMs),
  });
  const viaRoad = (url: string) => url.replace(`:${radicalePort}/`, `:${road.port}/`);
  return {
    trace,
    server: radicale,
    newRoom: async (index) => {
      const calendarUrl = await radicale.makeCalendar(`crash-${index}`);
      return {
        kind: 'caldav',
        options: { ...radicale.connection, serverUrl: viaRoad(radicale.baseUrl) },
        addresses: [{ calendarUrl: viaRoad(calendarUrl) }],
        calendar: new URL(calendarUrl).pathname,
      };
    },
    events: async (rooms) => {
      const all: StoredEvent[] = [];
      for (const room of rooms) all.push(...(await readCalendar(radicale, room)));
      return all;
    },
    meetings: null,
    unread: () => 0,
    stop: async () => {
      await road.stop();
      await radicale.stop();
    },
  };
}

/** Radicale answers a GET of a calendar with all that it holds, in one object. */
async function readCalendar(
  radicale: RadicaleServer,
  { roomId, calendar }: WorldRoom,
): Promise<readonly StoredEvent[]> {
  const response = await radicale.request(calendar ?? '');
  const text = await response.text();
  if (response.status !== 200) throw new Error(`GET of a calendar answered ${response.status}`);
  return fromStoredCalendar(text).map((date) => ({ ...date, roomId }));
}
