import type { CallContext, EventChange } from '@/lib/calendar/backend';
import { toHandle } from '@/lib/calendar/backends/graph/addresses';
import { addressOf, peopleOf } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import type { Meeting } from '@/lib/calendar/backends/graph/meeting';
import { readMeeting } from '@/lib/calendar/backends/graph/read-meeting';
import { ownTexts } from '@/lib/calendar/backends/graph/stored-series';
import { toPeopleChange } from '@/lib/calendar/backends/graph/to-people-change';
import { freshDate, patchEvent } from '@/lib/calendar/backends/graph/write-parts';

/**
 * Brings new people and rooms of a series to those of its dates that have lists of their own, because
 * somebody answered for that date or it was moved. A date whose people are its own keeps them.
 */
export async function alignDates(
  parts: GraphParts,
  before: Meeting,
  change: Pick<EventChange, 'attendees' | 'rooms'>,
  ctx: CallContext,
): Promise<void> {
  if (change.attendees === undefined && change.rooms === undefined) return;
  const ids = new Set(
    (before.dates ?? [])
      .filter((date) => ownTexts(date, before.event).attendees !== undefined)
      .map(({ id }) => id),
  );
  const after = await readMeeting(parts, { handle: toHandle(before.place) }, ctx);
  const behind = (after.dates ?? []).filter((date) =>
    isBehind(date, after.event, ids.has(date.id)),
  );
  for (const date of behind) {
    const attendees = peopleOf(ids.has(date.id) ? date : after.event, after.event).attendees;
    const { rooms } = change;
    const people = { attendees, ...(rooms ? { rooms } : {}) };
    const body = toPeopleChange(parts.capabilities, after.event, date, people);
    const { mailbox } = after.place;
    await patchEvent(parts, mailbox, await freshDate(parts, mailbox, date, ctx), body, ctx);
  }
}

function isBehind(date: GraphEvent, whole: GraphEvent, hasOwnPeople: boolean): boolean {
  const sameRooms = resourcesOf(date) === resourcesOf(whole);
  return !sameRooms || (!hasOwnPeople && ownTexts(date, whole).attendees !== undefined);
}

function resourcesOf({ attendees }: GraphEvent): string {
  const rooms = (attendees ?? []).filter(({ type }) => type === 'resource').map(addressOf);
  return rooms.sort().join(' ');
}
