import { addMs, hourMs, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { toOutsideIcalendar } from '@/tests/conformance/support/outside-icalendar';
import { expectOk } from '@/tests/support/caldav-server';
import type { RadicaleServer } from '@/tests/support/radicale';

export interface OutsideWriter {
  /** Writes, moves or removes one event in one of the calendars, each in its turn. */
  write(): Promise<void>;
  writes(): number;
}

const eventsPerCalendar = 20;
const removedEvery = 5;

export function createWriter(
  radicale: RadicaleServer,
  calendarUrls: readonly string[],
  window: Interval,
): OutsideWriter {
  let turn = 0;
  return {
    writes: () => turn,
    async write() {
      const calendarUrl = calendarUrls[turn % calendarUrls.length] ?? '';
      const round = Math.floor(turn / calendarUrls.length);
      const event = round % eventsPerCalendar;
      turn += 1;
      if (round >= eventsPerCalendar && turn % removedEvery === 0) {
        const response = await radicale.request(`${calendarUrl}event-${event}.ics`, {
          method: 'DELETE',
        });
        if (response.status !== 404) await expectOk(response, 'a removal');
        return;
      }
      const start = addMs(window.start, event * 2 * hourMs + (turn % 4) * 15 * minuteMs);
      const times = { start, end: addMs(start, hourMs) };
      const text = toOutsideIcalendar({ uid: `event-${event}@elsewhere`, ...times }, 'room@x.org');
      await radicale.putObject(calendarUrl, `event-${event}.ics`, text);
    },
  };
}
