import type { Answer, CallContext, RoomAnswer, RoomRef } from '@/lib/calendar/backend';
import type { EventPlaces, Located } from '@/lib/calendar/backends/ews/event-places';
import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import type { ListDates } from '@/lib/calendar/backends/ews/list-dates';
import { addressOf } from '@/lib/calendar/backends/ews/room-address';
import { isBackendError } from '@/lib/calendar/errors';

/** What each of the rooms that are asked says to one date, or to the whole. */
export type RoomAnswers = (
  located: Located,
  date: CalendarItem,
  rooms: readonly RoomRef[],
  ctx: CallContext,
) => Promise<readonly RoomAnswer[]>;

/**
 * The response that the organiser's event tells; where that is none, as on servers that never fill it
 * in, what the room's own calendar shows.
 */
export function createRoomAnswers(places: EventPlaces, listDates: ListDates): RoomAnswers {
  const fromOwnCalendar = async (
    room: string,
    date: CalendarItem,
    ctx: CallContext,
  ): Promise<Answer> => {
    const copies = await places.search(room, date.uid, ctx);
    const [copy] = copies;
    const dates = await listDates(room, date, ctx);
    const sameDate = (each: CalendarItem) =>
      each.uid === date.uid && each.originalStart === date.originalStart;
    if (copy && (date.originalStart === null || dates.some(sameDate))) {
      return copy.myAnswer === 'unknown' ? 'pending' : copy.myAnswer;
    }
    // A room that declined keeps nothing: what stands there instead says so.
    const taken = dates.some((each) => each.uid !== date.uid && each.freeBusy !== 'Free');
    const leftOut = copy?.myAnswer === 'accepted';
    return taken || leftOut ? 'declined' : 'pending';
  };

  return async ({ mailbox }, date, rooms, ctx) => {
    const asked = rooms.filter((room) => isInvited(date, mailbox, room));
    return Promise.all(
      asked.map(async (room) => {
        const address = addressOf(room);
        const told = address === mailbox ? ownAnswer(date) : responseOf(date, address);
        if (told !== 'unknown') return { roomId: room.roomId, answer: told };
        const answer = await fromOwnCalendar(address, date, ctx).catch(pendingIfClosed);
        return { roomId: room.roomId, answer };
      }),
    );
  };
}

/** True when the room is one of those that the event is in. */
export function isInvited(item: CalendarItem, mailbox: string, room: RoomRef): boolean {
  const address = addressOf(room);
  if (address === mailbox) return true;
  return everybody(item).some(({ email }) => email.toLowerCase() === address);
}

function everybody({ invitees, resources }: CalendarItem) {
  return [...resources, ...invitees];
}

function responseOf(item: CalendarItem, address: string): Answer | 'unknown' {
  return everybody(item).find(({ email }) => email.toLowerCase() === address)?.answer ?? 'unknown';
}

/** What stands in the room's calendar by itself is accepted; a copy says what the room said. */
function ownAnswer({ myAnswer, organizer, invitees, resources }: CalendarItem): Answer {
  const isMeeting = organizer !== null && invitees.length + resources.length > 0;
  if (myAnswer === 'unknown') return isMeeting ? 'pending' : 'accepted';
  return myAnswer;
}

/** A calendar that is closed to us tells nothing; nor does it say no. */
function pendingIfClosed(error: unknown): Answer {
  if (isBackendError(error) && error.code === 'forbidden') return 'pending';
  throw error;
}
