import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Interval } from '@/lib/core/time/interval';
import type { OutsideEvent } from '@/tests/conformance/harness';
import type { LeftBehind } from '@/tests/simulators/graph/outsider';
import type { GraphSimulator } from '@/tests/simulators/graph/start-graph-simulator';
import { occurrenceId } from '@/tests/simulators/graph/store/item-id';
import { wallIn } from '@/tests/simulators/graph/zones';

/** An event as Outlook writes it into a calendar, and what is then done to dates of it. */
export interface OutsideGraphEvent {
  readonly body: Readonly<Record<string, unknown>>;
  readonly left: LeftBehind;
  readonly series: OutsideEvent['series'];
}

/** Written by hand, apart from the backend's own mapping. */
export function toOutsideGraphEvent(event: OutsideEvent): OutsideGraphEvent {
  const { kind = 'busy', roomAnswer, series } = event;
  const showAs = kind === 'cancelled' || roomAnswer === 'declined' ? 'free' : kind;
  return {
    series,
    left: {
      iCalUId: event.uid,
      ...(kind === 'cancelled' ? { isCancelled: true } : {}),
      ...(roomAnswer === undefined ? {} : { response: roomAnswer }),
    },
    body: {
      subject: event.title ?? 'Outside',
      sensitivity: event.visibility === 'private' ? 'private' : 'normal',
      showAs,
      ...timesOf(event),
      ...(series ? inSeries(event, series) : {}),
    },
  };
}

export function addMeetings(
  { outside }: GraphSimulator,
  room: string,
  { body, left, series }: OutsideGraphEvent,
): void {
  const { id } = outside.createEvent(room, body, left);
  for (const at of series?.exceptions ?? []) outside.deleteEvent(room, occurrenceId(id, at));
  for (const date of series?.moved ?? []) {
    outside.updateEvent(room, occurrenceId(id, date.recurrenceId), timesOf(date));
  }
}

function timesOf({ start, end }: Interval) {
  const time = (at: number) => ({
    dateTime: new Date(at).toISOString().slice(0, 19),
    timeZone: 'UTC',
  });
  return { start: time(start), end: time(end) };
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Weekly series on the clock of Paris are the only ones here. */
function inSeries(event: Interval, { rrule, timeZone }: NonNullable<OutsideEvent['series']>) {
  const rule = parseRule(rrule);
  const weekly = !isRuleProblem(rule) && rule.frequency === 'weekly' && rule.end.kind === 'count';
  if (!weekly || timeZone !== 'Europe/Paris') throw new Error(`not written here: ${rrule}`);
  const zone = 'Romance Standard Time';
  const time = (at: number) => {
    const { year, month, day, hour, minute } = wallIn(at, zone);
    const two = (value: number) => String(value).padStart(2, '0');
    return {
      dateTime: `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00`,
      timeZone: zone,
    };
  };
  const weekday = new Date(`${time(event.start).dateTime}Z`).getUTCDay();
  return {
    start: time(event.start),
    end: time(event.end),
    recurrence: {
      pattern: { type: 'weekly', interval: rule.interval, daysOfWeek: [days[weekday]] },
      range: {
        type: 'numbered',
        startDate: time(event.start).dateTime.slice(0, 10),
        numberOfOccurrences: rule.end.kind === 'count' ? rule.end.count : 0,
        recurrenceTimeZone: zone,
      },
    },
  };
}
