import type { CallContext } from '@/lib/calendar/backend';
import { type EwsClient, toItemId } from '@/lib/calendar/backends/ews/client';
import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import { toSeries } from '@/lib/calendar/backends/ews/series';
import { recurringRestriction } from '@/lib/calendar/backends/ews/uid-property';
import { element } from '@/lib/calendar/backends/ews/xml';
import { BackendError } from '@/lib/calendar/errors';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, dayMs, hourMs, instant } from '@/lib/core/time/instant';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';

/** Every date in a calendar that overlaps the window, sorted by start, series expanded. */
export type ListDates = (
  mailbox: string,
  window: Interval,
  ctx: CallContext,
) => Promise<readonly CalendarItem[]>;

const itemsPerView = 1_000;
const mastersPerPage = 500;
const shortestView = hourMs;
const mostDates = 20_000;

/**
 * A calendar view expands series by itself, but on some servers it does not, and then a date that is
 * not told would be a free room. So series are asked for as well, until a view was seen to expand one.
 */
export function createListDates(client: EwsClient): ListDates {
  const seen = { expanding: false };
  return async (mailbox, window, ctx) => {
    const [viewed, masters] = await Promise.all([
      readView(client, mailbox, window, ctx),
      seen.expanding ? [] : readMasters(client, mailbox, ctx),
    ]);
    const dates = viewed.filter(({ type }) => type !== 'RecurringMaster');
    if (dates.some(({ type }) => type === 'Occurrence' || type === 'Exception')) {
      seen.expanding = true;
      return sorted(dates, window);
    }
    const expanded = masters.flatMap((master) => expand(master, window));
    return sorted([...dates, ...expanded], window);
  };
}

function sorted(dates: readonly CalendarItem[], window: Interval): readonly CalendarItem[] {
  return dates.filter((date) => overlaps(date, window)).sort(byStart);
}

/** A view has no pages: one that is cut short is asked again in halves. */
async function readView(
  client: EwsClient,
  mailbox: string,
  { start, end }: Interval,
  ctx: CallContext,
): Promise<readonly CalendarItem[]> {
  const view = element('m:CalendarView', {
    MaxEntriesReturned: itemsPerView,
    StartDate: new Date(start).toISOString(),
    EndDate: new Date(end).toISOString(),
  });
  const { items, complete } = await client.find(mailbox, view, '', ctx);
  if (complete) return items;
  if (end - start <= shortestView) {
    throw new BackendError('bad-response', 'more events in an hour than a view can tell');
  }
  const middle = instant(Math.floor((start + end) / 2));
  const [before, after] = await Promise.all([
    readView(client, mailbox, { start, end: middle }, ctx),
    readView(client, mailbox, { start: middle, end }, ctx),
  ]);
  const told = new Set(before.map(({ id }) => id));
  return [...before, ...after.filter(({ id }) => !told.has(id))];
}

/** Every series of the calendar, whole. */
async function readMasters(
  client: EwsClient,
  mailbox: string,
  ctx: CallContext,
): Promise<readonly CalendarItem[]> {
  const masters: CalendarItem[] = [];
  for (let complete = false; !complete; ) {
    const view = element('m:IndexedPageItemView', {
      MaxEntriesReturned: mastersPerPage,
      Offset: masters.length,
      BasePoint: 'Beginning',
    });
    const page = await client.find(mailbox, view, recurringRestriction, ctx);
    complete = page.complete || page.items.length === 0;
    masters.push(...(await readWhole(client, mailbox, page.items, ctx)));
  }
  return masters;
}

async function readWhole(
  client: EwsClient,
  mailbox: string,
  found: readonly CalendarItem[],
  ctx: CallContext,
): Promise<readonly CalendarItem[]> {
  if (found.length === 0) return [];
  const results = await client.get(
    mailbox,
    found.map(({ id }) => toItemId(id)),
    ctx,
  );
  return results.map((result) => {
    if (!result.ok) throw result.error;
    return result.item;
  });
}

/** @throws BackendError when the series cannot be understood: its dates are not known then */
function expand(master: CalendarItem, window: Interval): readonly CalendarItem[] {
  const series = toSeries(master);
  if (!series) throw notUnderstood();
  const far = Math.max(window.end, ...series.overrides.map(({ recurrenceId }) => recurrenceId));
  const bounds = { until: addMs(instant(far), series.durationMs + dayMs), most: mostDates };
  const expansion = expandRule({ ...series, bounds });
  if (isRuleProblem(expansion) || expansion.bounded === 'count') throw notUnderstood();
  const moved = new Map(series.overrides.map((each) => [each.recurrenceId, each]));
  return expansion.occurrences.map(({ recurrenceId, start, end }) => {
    const override = moved.get(recurrenceId);
    return {
      ...master,
      start: override?.start ?? start,
      end: override?.end ?? end,
      type: override ? 'Exception' : 'Occurrence',
      originalStart: recurrenceId,
      id: override?.id ?? master.id,
    };
  });
}

function notUnderstood(): BackendError {
  return new BackendError('bad-response', 'a series of this calendar cannot be understood');
}
