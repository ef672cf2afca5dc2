import type { CallContext } from '@/lib/calendar/backend';
import type { JsonObject } from '@/lib/calendar/backends/graph/client';
import { originalStartOf, peopleOf, spanOf } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import type { Meeting } from '@/lib/calendar/backends/graph/meeting';
import { furthestMs } from '@/lib/calendar/backends/graph/read-meeting';
import { expectedDates } from '@/lib/calendar/backends/graph/series-times';
import type { GraphOverride, OwnTexts } from '@/lib/calendar/backends/graph/stored-series';
import { toTexts, toTimes } from '@/lib/calendar/backends/graph/to-graph-event';
import { toPeopleChange } from '@/lib/calendar/backends/graph/to-people-change';
import { deleteEvent, freshDate, patchEvent } from '@/lib/calendar/backends/graph/write-parts';
import { BackendError } from '@/lib/calendar/errors';
import type { Series } from '@/lib/core/recurrence/series';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

type Wanted = Interval & { readonly own?: OwnTexts };

/**
 * Makes the dates of a series those that it is to have: takes away what is left out and puts right
 * what lies elsewhere or says something else, be it that a date was changed or that Exchange counts it
 * otherwise than RFC 5545 does. Doing it twice does nothing more. Answers whether there was anything
 * to be done.
 * @throws BackendError `unsupported` when Graph has no such date
 */
export async function settleSeries(
  parts: GraphParts,
  meeting: Meeting,
  series: Series<GraphOverride>,
  ctx: CallContext,
): Promise<boolean> {
  const expected: ReadonlyMap<Instant, Wanted> = expectedDates(series);
  const dates = (meeting.dates ?? []).map((date) => ({ date, at: originalStartOf(date) }));
  const present = new Set(dates.map(({ at }) => at));
  if ([...expected.keys()].some((at) => !present.has(at))) {
    throw new BackendError('unsupported', 'Exchange counts the dates of this rule otherwise');
  }
  let settled = true;
  for (const { date, at } of dates) {
    if (at === null || !isLookedAt(at, series)) continue;
    const wanted = expected.get(at);
    const change = wanted && changeTo(parts, meeting, date, wanted);
    if (change && Object.keys(change).length === 0) continue;
    const { mailbox } = meeting.place;
    const current = settled ? date : await freshDate(parts, mailbox, date, ctx);
    settled = false;
    if (change) await patchEvent(parts, mailbox, current, change, ctx);
    else await deleteEvent(parts, mailbox, current, ctx);
  }
  return !settled;
}

/** Later dates, of a series without an end, are as the rule has them. */
function isLookedAt(at: Instant, { start, durationMs }: Series): boolean {
  return at + durationMs <= start + furthestMs;
}

function changeTo(
  parts: GraphParts,
  { event: whole }: Meeting,
  date: GraphEvent,
  { start, end, own = {} }: Wanted,
): JsonObject {
  const now = spanOf(date);
  const { title, description, attendees } = own;
  const there = JSON.stringify(peopleOf(date, whole).attendees);
  return {
    ...(now.start === start && now.end === end ? {} : toTimes({ start, end })),
    ...(title === undefined || title === date.subject ? {} : toTexts({ title })),
    ...(description === undefined || description === date.body?.content
      ? {}
      : toTexts({ description })),
    ...(attendees === undefined || JSON.stringify(attendees) === there
      ? {}
      : toPeopleChange(parts.capabilities, whole, date, { attendees })),
  };
}
