import { expect, test } from 'vitest';
import { readGraphEvent, spanOf } from '@/lib/calendar/backends/graph/from-graph-event';
import { fromPatternedRecurrence } from '@/lib/calendar/backends/graph/from-recurrence';
import { fromSchedules, scheduleAnswer } from '@/lib/calendar/backends/graph/from-schedule';
import { graphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { toCalendarEvent } from '@/lib/calendar/backends/graph/meeting';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { formatInstant, type Instant, parseInstant } from '@/lib/core/time/instant';
import {
  conceptBody,
  conceptTexts,
  haveSamples,
  itemsOf,
  sample,
  samples,
} from '@/tests/unit/calendar/backends/graph/samples';

const at = (text: string) => parseInstant(text) as Instant;
const room = (email: string) => ({ roomId: email, address: { email } });

test.runIf(haveSamples)("every event of Microsoft's samples is read", () => {
  const events = samples().filter(
    ({ kind, odataType }) => kind === 'response' && odataType === 'microsoft.graph.event',
  );
  const items = events.flatMap(itemsOf).filter((item) => item !== null);
  const read = items.map(readGraphEvent);
  const timed = read.filter(({ start, end }) => start && end);
  // One of them was asked for without the original start that an exception has.
  const whole = timed.filter(({ type }) => type !== 'exception');
  const shown = whole.map((event) => {
    const place = { mailbox: 'a@b.example', id: event.id ?? 'none' };
    return toCalendarEvent({ place, uid: 'u', event }, event, [], null);
  });
  process.stdout.write(
    `graph samples: ${events.length} answers, ${read.length} events, ${timed.length} with times\n`,
  );
  expect(events.length).toBeGreaterThan(12);
  expect(timed.every((event) => spanOf(event).start < spanOf(event).end)).toBe(true);
  expect(shown.every(({ start, end }) => start <= end)).toBe(true);
});

test.runIf(haveSamples)('an event with seven decimals and a Windows zone is at its instant', () => {
  const event = readGraphEvent(sample('event-get__02_response.json').body);
  const { start, end } = spanOf(event);
  expect([formatInstant(start), formatInstant(end)]).toEqual([
    '2017-04-21T17:00:00Z',
    '2017-04-21T19:00:00Z',
  ]);
});

test.runIf(haveSamples)(
  'schedules are read as they are published, whatever the case of words',
  () => {
    const parsed = scheduleAnswer.parse(sample('calendar-getschedule__02_response.json').body);
    // Its view is of hours, not of the quarters that are asked for here.
    const value = parsed.value.map((each) => ({ ...each, availabilityView: null }));
    const window = { start: at('2019-03-15T16:00:00Z'), end: at('2019-03-16T01:00:00Z') };
    const rooms = ['adelev@contoso.onmicrosoft.com', 'MeganB@contoso.onmicrosoft.com'].map(room);
    const asked = { rooms, whose: 'rooms', window, viewStart: window.start } as const;
    const [adele, megan] = fromSchedules(value, asked);
    expect(adele).toEqual({
      roomId: rooms[0]?.roomId,
      known: true,
      busy: [{ start: at('2019-03-15T19:00:00Z'), end: at('2019-03-15T21:00:00Z'), kind: 'busy' }],
    });
    expect(megan?.known && megan.busy.map(({ kind }) => kind)).toEqual([
      'busy',
      'tentative',
      'busy',
      'busy',
      'tentative',
    ]);
    expect(megan?.known && megan.busy[0]?.start).toBe(window.start);
    const concept = scheduleAnswer.parse(
      conceptBody('outlook-get-free-busy-schedule__02.http.txt'),
    );
    const day = { start: at('2018-08-06T16:00:00Z'), end: at('2018-08-07T01:00:00Z') };
    const [alex] = fromSchedules(concept.value, {
      rooms: [room('alexw@contoso.onmicrosoft.com')],
      whose: 'rooms',
      window: day,
      viewStart: day.start,
    });
    expect(alex?.known && alex.busy.map(({ kind, start }) => [kind, formatInstant(start)])).toEqual(
      [
        ['tentative', '2018-08-06T16:00:00Z'],
        ['busy', '2018-08-06T18:00:00Z'],
      ],
    );
  },
);

test.runIf(haveSamples)('every recurrence pattern of the samples is a rule', () => {
  const range = { type: 'noEnd', startDate: '2027-03-01' };
  const rules = conceptTexts('outlook-schedule-recurring-events')
    .filter((text) => text.trim().startsWith('"pattern"'))
    .map((text) => {
      const { recurrence } = graphEvent.parse({
        recurrence: { ...JSON.parse(`{${text}}`), range },
      });
      const rule = recurrence && fromPatternedRecurrence(recurrence);
      return rule ? formatRule(rule) : null;
    });
  expect(rules.length).toBeGreaterThan(8);
  expect(rules).not.toContain(null);
  expect(rules).toContain('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=SU');
  expect(rules).toContain('FREQ=MONTHLY;BYDAY=TH,FR;BYSETPOS=1');
});
