import { randomUUID } from 'node:crypto';
import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { type Clients, timeBooking } from '@/tests/bench/speed/local';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import { quantile, rounded } from '@/tests/support/figures';
import { makePlace } from '@/tests/support/make-place';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';

const bookings = 120;
const warmUp = 20;

/**
 * Bookings on Radicale, and in turns with them the barest requests that the protocol needs: read
 * what is busy, write unless it is there, read back. Both calendars grow alike.
 */
export async function againstFloor(clients: Clients) {
  const radicale = await startRadicale();
  try {
    const [ours, bare] = [await radicale.makeCalendar('ours'), await radicale.makeCalendar('bare')];
    const place = await makePlace(clients.app, clients.admin, {
      name: 'Speed Radicale',
      kind: 'caldav',
      options: radicale.connection,
      addresses: [{ calendarUrl: ours }],
    });
    const [roomId = ''] = place.roomIds;
    const times = { booking: [] as number[], floor: [] as number[] };
    for (let slot = 0; slot < bookings; slot += 1) {
      times.floor.push(await timeFloor(radicale, bare, slot));
      times.booking.push(await timeBooking(clients, { roomId, slot, dates: 1 }));
    }
    const p50 = (of: readonly number[]) => quantile(of.slice(warmUp), 0.5);
    return {
      server: `Radicale ${radicale.version}`,
      p50Ms: rounded(p50(times.booking)),
      floorP50Ms: rounded(p50(times.floor)),
      ratio: Math.round((100 * p50(times.booking)) / p50(times.floor)) / 100,
    };
  } finally {
    await radicale.stop();
  }
}

async function timeFloor(radicale: RadicaleServer, calendarUrl: string, slot: number) {
  const start = addMs(instant(Math.ceil(Date.now() / hourMs) * hourMs), dayMs + slot * hourMs);
  const when = { start, end: addMs(start, 15 * minuteMs) };
  const uid = `bare-${randomUUID()}`;
  const body = toOutsideIcalendar({ uid, ...when }, 'bare@example.org');
  const startedMs = performance.now();
  await expectStatus(await report(radicale, calendarUrl, when), 207);
  const put = await radicale.request(new URL(`${uid}.ics`, calendarUrl).href, {
    method: 'PUT',
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'if-none-match': '*' },
    body,
  });
  await expectStatus(put, 201);
  const readBack = await expectStatus(await report(radicale, calendarUrl, when), 207);
  if (!readBack.includes(uid)) throw new Error('the event was not read back');
  return performance.now() - startedMs;
}

/** RFC 4791 section 7.8, with the events' text. */
function report(radicale: RadicaleServer, url: string, when: { start: number; end: number }) {
  const [start, end] = [when.start, when.end].map((at) =>
    new Date(at).toISOString().replace(/[-:]|\.\d+/g, ''),
  );
  return radicale.request(url, {
    method: 'REPORT',
    headers: { depth: '1', 'content-type': 'application/xml' },
    body: `<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="${start}" end="${end}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`,
  });
}

async function expectStatus(response: Response, wanted: number): Promise<string> {
  const text = await response.text();
  if (response.status !== wanted) throw new Error(`the floor was answered ${response.status}`);
  return text;
}
