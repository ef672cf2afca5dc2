import type { CallContext, RoomAnswer, RoomRef } from '@/lib/calendar/backend';
import { mailboxOf } from '@/lib/calendar/backends/graph/addresses';
import { findByIcalUid } from '@/lib/calendar/backends/graph/find-events';
import {
  fromResponse,
  originalStartOf,
  spanOf,
} from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { seriesIcalUid } from '@/lib/calendar/backends/graph/ical-uid';
import { type Meeting, roomAnswers } from '@/lib/calendar/backends/graph/meeting';
import { idOf, readInstances } from '@/lib/calendar/backends/graph/read-meeting';
import { addMs, dayMs, instant } from '@/lib/core/time/instant';

/**
 * A room's own copies of a meeting, or of these dates of it, in their order; null where the room has
 * none.
 */
export async function roomCopies(
  parts: GraphParts,
  room: RoomRef,
  { event }: Pick<Meeting, 'event'>,
  shown: readonly GraphEvent[],
  ctx: CallContext,
): Promise<readonly (GraphEvent | null)[]> {
  const mailbox = mailboxOf(room);
  const icalUid = seriesIcalUid(event.iCalUId ?? '');
  const whole = await findByIcalUid(parts.client, mailbox, icalUid, ctx);
  if (!whole) return shown.map(() => null);
  const asked = shown.filter((each) => originalStartOf(each) !== null).map(spanOf);
  if (asked.length === 0) return shown.map(() => whole);
  const window = {
    start: addMs(instant(Math.min(...asked.map(({ start }) => start))), -dayMs),
    end: addMs(instant(Math.max(...asked.map(({ end }) => end))), dayMs),
  };
  const dates = await readInstances(parts.client, { mailbox, id: idOf(whole) }, window, ctx);
  const byStart = new Map(dates.map((date) => [originalStartOf(date), date]));
  return shown.map((each) => byStart.get(originalStartOf(each)) ?? null);
}

/**
 * What each room answered to each of the dates. An answer that the organiser's event does not show yet
 * is looked for at the room's own copy: mail between mailboxes takes its time.
 */
export async function readAnswers(
  parts: GraphParts,
  meeting: Pick<Meeting, 'event'>,
  shown: readonly GraphEvent[],
  rooms: readonly RoomRef[],
  ctx: CallContext,
): Promise<readonly (readonly RoomAnswer[])[]> {
  const known = shown.map((each) => roomAnswers(each, rooms));
  const lagging = rooms.filter(({ roomId }) => known.some((told) => isPending(told, roomId)));
  if (!meeting.event.isOrganizer || lagging.length === 0) return known;
  const copies = new Map(
    await Promise.all(
      lagging.map(async (room) => {
        const own = await roomCopies(parts, room, meeting, shown, ctx);
        return [room.roomId, own] as const;
      }),
    ),
  );
  return known.map((told, index) =>
    told.map((answer) => {
      const copy = answer.answer === 'pending' ? copies.get(answer.roomId)?.[index] : null;
      return copy ? { ...answer, answer: fromResponse(copy.responseStatus?.response) } : answer;
    }),
  );
}

function isPending(answers: readonly RoomAnswer[], roomId: string): boolean {
  return answers.some((each) => each.roomId === roomId && each.answer === 'pending');
}
