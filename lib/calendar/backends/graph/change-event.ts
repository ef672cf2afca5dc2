import type { CallContext, EventChange, EventRef, Scope } from '@/lib/calendar/backend';
import { mailboxOf, toHandle } from '@/lib/calendar/backends/graph/addresses';
import { alignDates } from '@/lib/calendar/backends/graph/align-dates';
import type { JsonObject } from '@/lib/calendar/backends/graph/client';
import { originalStartOf, spanOf } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import type { Meeting } from '@/lib/calendar/backends/graph/meeting';
import { gone, readMeeting } from '@/lib/calendar/backends/graph/read-meeting';
import { toSeriesTimes } from '@/lib/calendar/backends/graph/series-times';
import { settleSeries } from '@/lib/calendar/backends/graph/settle-series';
import { toStoredSeries } from '@/lib/calendar/backends/graph/stored-series';
import { toTexts, toTimes } from '@/lib/calendar/backends/graph/to-graph-event';
import { toPeopleChange } from '@/lib/calendar/backends/graph/to-people-change';
import {
  deleteEvent,
  notApplied,
  patchEvent,
  rewrite,
  withinOutcome,
} from '@/lib/calendar/backends/graph/write-parts';
import { checkChange } from '@/lib/calendar/backends/shared/check-draft';
import { changeSeries, isTimeChange } from '@/lib/calendar/backends/shared/series/change-series';
import { targetDate } from '@/lib/calendar/backends/shared/series/target-date';
import { toWindowsZone } from '@/lib/calendar/backends/shared/to-windows-zone';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import type { Series } from '@/lib/core/recurrence/series';
import type { Instant } from '@/lib/core/time/instant';

/** Changes a meeting, or one date of it, and reads back what came of it. */
export async function updateEvent(
  parts: GraphParts,
  ref: EventRef,
  change: EventChange,
  scope: Scope,
  ctx: CallContext,
): Promise<EventRef> {
  await withinOutcome('not-applied', async () => {
    checkChange(change, scope, parts.capabilities);
    await Promise.all(
      (change.rooms ?? []).map((room) => parts.rooms.confirm(mailboxOf(room), ctx)),
    );
  });
  let date: Instant | null = null;
  await rewrite(parts, ref, ctx, async (meeting) => {
    refuseForeign(meeting);
    date = targetDate(ref, scope, meeting.dates !== null);
    if (date !== null) await changeDate(parts, meeting, date, change, ctx);
    else if (!meeting.dates) await changeSingle(parts, meeting, meeting.event, change, ctx);
    else if (isTimeChange(change)) await changeTimes(parts, meeting, change, ctx);
    else await changeWhole(parts, meeting, change, ctx);
  });
  const { uid, place, version } = await withinOutcome('unknown', () =>
    readMeeting(parts, ref, ctx),
  );
  const rooms = change.rooms ?? ref.rooms;
  return { uid, recurrenceId: date, handle: toHandle(place), version, rooms };
}

/** Removes a meeting, or one date of it; the last date that is left takes the meeting with it. */
export async function cancelEvent(
  parts: GraphParts,
  ref: EventRef,
  scope: Scope,
  ctx: CallContext,
): Promise<void> {
  await rewrite(parts, ref, ctx, async (meeting) => {
    refuseForeign(meeting);
    const at = targetDate(ref, scope, meeting.dates !== null);
    const date = at === null ? meeting.event : dateOf(meeting, at);
    const isLast = at !== null && meeting.dates?.length === 1;
    await deleteEvent(parts, meeting.place.mailbox, isLast ? meeting.event : date, ctx);
  });
}

/** @throws BackendError `event-not-found`, not applied */
export function dateOf({ dates }: Meeting, at: Instant): GraphEvent {
  const date = dates?.find((each) => originalStartOf(each) === at);
  if (date) return date;
  throw notApplied('event-not-found', gone().message);
}

async function changeDate(
  parts: GraphParts,
  meeting: Meeting,
  at: Instant,
  change: EventChange,
  ctx: CallContext,
): Promise<void> {
  if (change.recurrence) throw notApplied('invalid-request', 'one date has no rule');
  await changeSingle(parts, meeting, dateOf(meeting, at), change, ctx);
}

async function changeSingle(
  parts: GraphParts,
  meeting: Meeting,
  event: GraphEvent,
  change: EventChange,
  ctx: CallContext,
): Promise<void> {
  if (change.recurrence) throw notApplied('invalid-request', 'only a series has a rule');
  const before = spanOf(event);
  const { start = before.start, end = before.end } = change;
  if (!(start < end)) throw notApplied('invalid-request', 'the end is not after the start');
  const moves = start !== before.start || end !== before.end;
  const body = {
    ...(moves ? toTimes({ start, end }) : {}),
    ...toContents(parts, meeting, event, change),
  };
  if (Object.keys(body).length === 0) return;
  await patchEvent(parts, meeting.place.mailbox, event, body, ctx);
}

/** What is the same for every date of a series. */
async function changeWhole(
  parts: GraphParts,
  meeting: Meeting,
  change: EventChange,
  ctx: CallContext,
): Promise<void> {
  await changeSingle(parts, meeting, meeting.event, change, ctx);
  await withinOutcome('unknown', () => alignDates(parts, meeting, change, ctx));
}

/**
 * Moves a series or gives it another rule. Exchange then forgets what was done to single dates, so
 * that is done again.
 */
async function changeTimes(
  parts: GraphParts,
  meeting: Meeting,
  change: EventChange,
  ctx: CallContext,
): Promise<void> {
  const { place, event } = meeting;
  const before = toStoredSeries(meeting);
  const series = changeSeries(before, onClockOf(before, change));
  const body = { ...toSeriesTimes(series), ...toContents(parts, meeting, event, change) };
  await patchEvent(parts, place.mailbox, event, body, ctx);
  await withinOutcome('unknown', async () => {
    const moved = await readMeeting(parts, { handle: toHandle(place) }, ctx);
    await settleSeries(parts, moved, series, ctx);
  });
}

function toContents(
  { capabilities }: GraphParts,
  { event: whole }: Meeting,
  event: GraphEvent,
  change: EventChange,
): JsonObject {
  return { ...toTexts(change), ...toPeopleChange(capabilities, whole, event, change) };
}

/** Exchange remembers zones by their Windows names: another zone of the same name is the same clock. */
function onClockOf({ timeZone, start }: Series, change: EventChange): EventChange {
  if (change.timeZone === undefined || change.timeZone === timeZone) return change;
  const same = toWindowsZone(change.timeZone, start) === toWindowsZone(timeZone, start);
  return same ? { ...change, timeZone } : change;
}

function refuseForeign({ event }: Meeting): void {
  if (!event.isOrganizer) unsupported('only its organiser can change this meeting');
}
