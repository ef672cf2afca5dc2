import { randomUUID } from 'node:crypto';
import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { type Clients, timeBooking } from '@/tests/bench/speed/local';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import { quantile, rounded } from '@/tests/support/figures';
import { makePlace } from '@/tests/support/make-place';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';

const bookings = 120;
const warmUp = 20;

/**
 * Bookings on Radicale, and in turns with them two floors: the barest requests if servers could be
 * asked for a time (read what is busy, write unless it is there, read back), and the barest that
 * miss no event (decision 11: names and versions of all, and the text of what was written). All
 * calendars grow alike.
 */
export async function againstFloor(clients: Clients) {
  const radicale = await startRadicale();
  try {
    const calendarOf = (name: string) => radicale.makeCalendar(name);
    const byTime = { calendar: await calendarOf('by-time'), send: floorByTime };
    const whole = { calendar: await calendarOf('whole'), send: floorOfWhole };
    const place = await makePlace(clients.app, clients.admin, {
      name: 'Speed Radicale',
      kind: 'caldav',
      options: radicale.connection,
      addresses: [{ calendarUrl: await calendarOf('ours') }],
    });
    const [roomId = ''] = place.roomIds;
    const times = { booking: [] as number[], byTime: [] as number[], whole: [] as number[] };
    for (let slot = 0; slot < bookings; slot += 1) {
      times.byTime.push(await timeFloor(radicale, byTime, slot));
      times.whole.push(await timeFloor(radicale, whole, slot));
      times.booking.push(await timeBooking(clients, { roomId, slot, dates: 1 }));
    }
    const p50 = (of: readonly number[]) => quantile(of.slice(warmUp), 0.5);
    const ratioTo = (floor: readonly number[]) =>
      Math.round((100 * p50(times.booking)) / p50(floor)) / 100;
    return {
      server: `Radicale ${radicale.version}`,
      p50Ms: rounded(p50(times.booking)),
      floorP50Ms: rounded(p50(times.byTime)),
      ratio: ratioTo(times.byTime),
      wholeFloorP50Ms: rounded(p50(times.whole)),
      wholeRatio: ratioTo(times.whole),
    };
  } finally {
    await radicale.stop();
  }
}

interface Meeting extends Interval {
  readonly uid: string;
}

type SendFloor = (radicale: RadicaleServer, calendar: string, meeting: Meeting) => Promise<void>;

async function timeFloor(
  radicale: RadicaleServer,
  { calendar, send }: { readonly calendar: string; readonly send: SendFloor },
  slot: number,
): Promise<number> {
  const start = addMs(instant(Math.ceil(Date.now() / hourMs) * hourMs), dayMs + slot * hourMs);
  const meeting = { uid: `bare-${randomUUID()}`, start, end: addMs(start, 15 * minuteMs) };
  const startedMs = performance.now();
  await send(radicale, calendar, meeting);
  return performance.now() - startedMs;
}

const floorByTime: SendFloor = async (radicale, calendar, meeting) => {
  const [start, end] = [meeting.start, meeting.end].map((at) =>
    new Date(at).toISOString().replace(/[-:]|\.\d+/g, ''),
  );
  const filter = `<C:time-range start="${start}" end="${end}"/>`;
  const properties = '<D:getetag/><C:calendar-data/>';
  await report(radicale, calendar, { properties, filter });
  await put(radicale, calendar, meeting);
  const readBack = await report(radicale, calendar, { properties, filter });
  if (!readBack.includes(meeting.uid)) throw new Error('the event was not read back');
};

const floorOfWhole: SendFloor = async (radicale, calendar, meeting) => {
  const names = { properties: '<D:getetag/>', filter: '' };
  await report(radicale, calendar, names);
  const object = await put(radicale, calendar, meeting);
  const text = await expectStatus(await radicale.request(object), 200);
  const readBack = await report(radicale, calendar, names);
  const isThere = text.includes(meeting.uid) && readBack.includes(meeting.uid);
  if (!isThere) throw new Error('the event was not read back');
};

/** Where it was written. */
async function put(radicale: RadicaleServer, calendar: string, meeting: Meeting): Promise<string> {
  const { href } = new URL(`${meeting.uid}.ics`, calendar);
  const answer = await radicale.request(href, {
    method: 'PUT',
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'if-none-match': '*' },
    body: toOutsideIcalendar(meeting, 'bare@example.org'),
  });
  await expectStatus(answer, 201);
  return href;
}

interface Query {
  readonly properties: string;
  readonly filter: string;
}

/** RFC 4791 section 7.8. */
async function report(
  radicale: RadicaleServer,
  url: string,
  { properties, filter }: Query,
): Promise<string> {
  const answer = await radicale.request(url, {
    method: 'REPORT',
    headers: { depth: '1', 'content-type': 'application/xml' },
    body: `<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop>${properties}</D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${filter}</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`,
  });
  return expectStatus(answer, 207);
}

async function expectStatus(response: Response, wanted: number): Promise<string> {
  const text = await response.text();
  if (response.status !== wanted) throw new Error(`the floor was answered ${response.status}`);
  return text;
}
