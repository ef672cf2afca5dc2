import type { CallContext, EventChange, EventDraft, EventRef } from '@/lib/calendar/backend';
import { toItemId } from '@/lib/calendar/backends/ews/client';
import { eventGone, type Located } from '@/lib/calendar/backends/ews/event-places';
import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import type { Telling } from '@/lib/calendar/backends/ews/item-writer';
import { toNotes } from '@/lib/calendar/backends/ews/notes';
import { readDate } from '@/lib/calendar/backends/ews/read-events';
import {
  indexOfDate,
  requireSeries,
  type StoredOverride,
} from '@/lib/calendar/backends/ews/series';
import {
  toCalendarItem,
  toNotesUpdate,
  toRecurrenceUpdate,
  toUpdates,
} from '@/lib/calendar/backends/ews/to-calendar-item';
import { toRecurrence } from '@/lib/calendar/backends/ews/to-recurrence';
import {
  checkTimes,
  newRef,
  refused,
  toRoomNotes,
  type WritingParts,
} from '@/lib/calendar/backends/ews/write-parts';
import { afterWriting, beforeWriting } from '@/lib/calendar/backends/ews/write-phases';
import { element } from '@/lib/calendar/backends/ews/xml';
import { changeSeries } from '@/lib/calendar/backends/shared/series/change-series';
import { checkSeries } from '@/lib/calendar/backends/shared/series/check-series';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series } from '@/lib/core/recurrence/series';
import { addMs, type Instant, instant } from '@/lib/core/time/instant';

const everBefore = instant(Number.MAX_SAFE_INTEGER);

/** An exception as it was, with what is said of it alone. */
interface KeptOverride extends StoredOverride {
  readonly texts: Pick<EventChange, 'title' | 'attendees'>;
}

/**
 * Writes to series, for which Exchange has no single request: exceptions of a new one are deleted
 * after it was created, and a new time of the whole forgets all that was done to single dates. Nobody
 * is told before everything stands.
 */
export function createSeriesWriting({ client, writer }: WritingParts, telling: Telling) {
  const currentKey = (mailbox: string, id: string, ctx: CallContext) =>
    writer.changeKeyOf(mailbox, id, ctx);

  const removeDates = async (
    mailbox: string,
    id: string,
    series: Series,
    dates: readonly Instant[],
    ctx: CallContext,
  ): Promise<void> => {
    const targets = dates.flatMap((date) => {
      const index = indexOfDate(series, date);
      return index === null ? [] : [toOccurrenceId(id, index)];
    });
    if (targets.length > 0) await writer.removeDates(mailbox, targets, 'nobody', ctx);
  };

  /** Puts back what a new time or rule of the whole made Exchange forget. */
  const restore = async (
    mailbox: string,
    id: string,
    series: Series<KeptOverride>,
    ctx: CallContext,
  ): Promise<void> => {
    await removeDates(mailbox, id, series, series.exceptions, ctx);
    for (const { recurrenceId, start, end, texts } of series.overrides) {
      const index = indexOfDate(series, recurrenceId);
      if (index === null) continue;
      const key = await currentKey(mailbox, id, ctx);
      const updates = toUpdates({ start, end, ...texts });
      const target = toOccurrenceId(id, index, key);
      await writer.update(mailbox, target, updates, 'nobody', ctx);
    }
  };

  return {
    async create(draft: EventDraft, owner: string, ctx: CallContext): Promise<EventRef> {
      const series = draftSeries(draft, draft.recurrence ?? { rrule: '', exceptions: [] });
      const item = toCalendarItem(draft, toNotes(draft, 'unsent'), toRecurrence(series));
      const { id } = await writer.create(owner, item, 'nobody', ctx);
      const finish = async () => {
        await removeDates(owner, id, series, series.exceptions, ctx);
        const target = toItemId(id, await currentKey(owner, id, ctx));
        const updates = [toNotesUpdate(toNotes(draft, 'done'))];
        return writer.update(owner, target, updates, telling, ctx);
      };
      return newRef(draft, owner, (await afterWriting(finish())).changeKey);
    },

    async updateDate(
      located: Located,
      ref: EventRef,
      date: Instant,
      change: EventChange,
      ctx: CallContext,
    ): Promise<EventRef> {
      if (change.recurrence) throw refused('invalid-request', 'one date has no rule');
      const { mailbox, item } = located;
      const before = await beforeWriting(readDate(client, located, date, ctx));
      checkTimes(before, change);
      // Of a date only the times: its zone is that of the series.
      const { timeZone: _zone, ...own } = change;
      const target = targetOf(item, before);
      await writer.update(mailbox, target, toUpdates(own), telling, ctx);
      const version = await afterWriting(currentKey(mailbox, item.id, ctx));
      return { ...ref, recurrenceId: date, version };
    },

    async updateTimes(
      { mailbox, item }: Located,
      ref: EventRef,
      change: EventChange,
      ctx: CallContext,
    ): Promise<EventRef> {
      const before = requireSeries(item);
      const changed = changeSeries(before, timesOf(change));
      checkSeries(changed);
      const kept = await beforeWriting(keepTexts(changed));
      const forgets = kept.exceptions.length + kept.overrides.length > 0;
      const end = addMs(changed.start, changed.durationMs);
      const { recurrence: _rule, attendees, rooms, ...rest } = change;
      const times = [
        ...toUpdates({ ...rest, start: changed.start, end }),
        toRecurrenceUpdate(toRecurrence(changed)),
      ];
      // Whoever is left out hears of it only if the very update that leaves them out tells everybody.
      const people = [
        ...toUpdates({ ...(attendees ? { attendees } : {}), ...(rooms ? { rooms } : {}) }),
        ...toRoomNotes(item.notes, change),
      ];
      const target = toItemId(item.id, item.changeKey);
      const first = forgets ? times : [...times, ...people];
      const written = await writer.update(
        mailbox,
        target,
        first,
        forgets ? 'nobody' : telling,
        ctx,
      );
      const version = forgets
        ? await afterWriting(finish(mailbox, item, kept, people, ctx))
        : written.changeKey;
      return { ...ref, recurrenceId: null, version, rooms: change.rooms ?? ref.rooms };

      async function keepTexts(series: Series<StoredOverride>): Promise<Series<KeptOverride>> {
        const results = await Promise.all(
          series.overrides.map(async (override) => {
            const [result] = await client.get(mailbox, [toItemId(override.id)], ctx);
            if (!result?.ok) throw result?.error ?? eventGone();
            return { ...override, texts: ownTexts(result.item, item) };
          }),
        );
        return { ...series, overrides: results };
      }
    },

    async removeDate({ mailbox, item }: Located, date: Instant, ctx: CallContext): Promise<void> {
      const located = { mailbox, item };
      const before = await beforeWriting(readDate(client, located, date, ctx));
      await writer.removeDates(mailbox, [targetOf(item, before)], telling, ctx);
    },

    /** True when nothing of the series would be left without this date. */
    isLastDate(item: CalendarItem, date: Instant): boolean {
      const bounds = { until: everBefore, most: 2 };
      const expansion = expandRule({ ...requireSeries(item), bounds });
      if (isRuleProblem(expansion)) return false;
      const [only, ...more] = expansion.occurrences;
      return more.length === 0 && only?.recurrenceId === date;
    },
  };

  async function finish(
    mailbox: string,
    { id, notes }: CalendarItem,
    series: Series<KeptOverride>,
    people: readonly string[],
    ctx: CallContext,
  ): Promise<string> {
    await restore(mailbox, id, series, ctx);
    const key = await currentKey(mailbox, id, ctx);
    // Something must be written for anybody to be told.
    const updates = people.length > 0 || !notes ? people : [toNotesUpdate(notes)];
    if (updates.length === 0) return key;
    const target = toItemId(id, key);
    const written = await writer.update(mailbox, target, updates, telling, ctx);
    return written.changeKey;
  }
}

/** What an exception says that the series as a whole does not. */
function ownTexts(exception: CalendarItem, master: CalendarItem): KeptOverride['texts'] {
  const { title, invitees } = exception;
  const peopleOf = (item: CalendarItem) =>
    item.invitees.map(({ email, optional }) => `${email} ${optional}`).join();
  return {
    ...(title === null || title === master.title ? {} : { title }),
    ...(peopleOf(exception) === peopleOf(master)
      ? {}
      : { attendees: invitees.map(({ answer: _answer, ...person }) => person) }),
  };
}

function timesOf({ start, end, timeZone, recurrence }: EventChange): EventChange {
  return {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(recurrence === undefined ? {} : { recurrence }),
  };
}

/** A date by the id of its own that an exception has, else by its place in the series. */
function targetOf(master: CalendarItem, date: CalendarItem): string {
  if (date.type === 'Exception') return toItemId(date.id, date.changeKey);
  const series = requireSeries(master);
  const index = date.originalStart === null ? null : indexOfDate(series, date.originalStart);
  if (index === null) throw eventGone();
  return toOccurrenceId(master.id, index, master.changeKey);
}

function toOccurrenceId(master: string, index: number, changeKey?: string): string {
  const key = changeKey === undefined ? {} : { ChangeKey: changeKey };
  const attributes = { RecurringMasterId: master, ...key, InstanceIndex: index };
  return element('t:OccurrenceItemId', attributes);
}
