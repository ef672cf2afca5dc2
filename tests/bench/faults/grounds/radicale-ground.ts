import { randomUUID } from 'node:crypto';
import { fromStoredCalendar } from '@/tests/bench/books/from-stored-calendar';
import { caldavCases } from '@/tests/bench/faults/cases';
import type { FaultGround } from '@/tests/bench/faults/grounds/fault-ground';
import { unlucky } from '@/tests/bench/faults/unlucky';
import { caldavDialect } from '@/tests/bench/wire/caldav-dialect';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import { startRadicale } from '@/tests/support/radicale';

/** Calendars on a real Radicale. */
export async function openRadicaleGround(): Promise<FaultGround> {
  const radicale = await startRadicale();
  return {
    server: `Radicale ${radicale.version}`,
    dialect: caldavDialect,
    upstream: { upstreamPort: Number(new URL(radicale.baseUrl).port) },
    blindWrites: 3,
    cases: () => caldavCases,
    person: unlucky,
    newRoom: async () => {
      const calendarUrl = await radicale.makeCalendar(`faults-${randomUUID()}`);
      const { pathname } = new URL(calendarUrl);
      return {
        calendar: pathname,
        plan: (port) => {
          const serverUrl = `http://127.0.0.1:${port}/`;
          const options = { ...radicale.connection, serverUrl };
          const addresses = [{ calendarUrl: new URL(pathname, serverUrl).href }];
          return { kind: 'caldav', options, addresses };
        },
        writeOutside: (slot) => {
          const event = { uid: `outside-${randomUUID()}`, ...slot };
          const text = toOutsideIcalendar(event, 'faults@example.org');
          return radicale.putObject(calendarUrl, 'outside.ics', text);
        },
        events: async () => {
          const response = await radicale.request(calendarUrl);
          const text = await response.text();
          if (response.status !== 200) throw new Error(`a calendar answered ${response.status}`);
          return fromStoredCalendar(text);
        },
        meetings: null,
        unread: () => 0,
      };
    },
    stop: radicale.stop,
  };
}
