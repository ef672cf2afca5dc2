import type { CallContext, EventRef } from '@/lib/calendar/backend';
import { type EwsClient, toItemId } from '@/lib/calendar/backends/ews/client';
import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import { fromHandle } from '@/lib/calendar/backends/ews/handle';
import { badAnswer, isRefusal } from '@/lib/calendar/backends/ews/native-errors';
import { uidRestriction } from '@/lib/calendar/backends/ews/uid-property';
import { element } from '@/lib/calendar/backends/ews/xml';
import { BackendError, isBackendError } from '@/lib/calendar/errors';

/** An event or a series as a whole, and the calendar that it was read in. */
export interface Located {
  readonly mailbox: string;
  readonly item: CalendarItem;
}

export interface EventPlaces {
  /** What carries this uid in one calendar, as FindItem tells it, the oldest first. */
  search(mailbox: string, uid: string, ctx: CallContext): Promise<readonly CalendarItem[]>;
  /** The whole item, or null after a complete answer that has none. */
  inCalendar(mailbox: string, uid: string, ctx: CallContext): Promise<CalendarItem | null>;
  /** Also what is not sent yet. @throws BackendError `event-not-found` */
  locateAny(ref: EventRef, ctx: CallContext): Promise<Located>;
  /** @throws BackendError `event-not-found` */
  locate(ref: EventRef, ctx: CallContext): Promise<Located>;
}

/** More than one stands for a uid only where something went wrong; one page holds them all. */
const firstPage = element('m:IndexedPageItemView', {
  MaxEntriesReturned: 50,
  Offset: 0,
  BasePoint: 'Beginning',
});

export function createEventPlaces(client: EwsClient): EventPlaces {
  const places: EventPlaces = {
    async search(mailbox, uid, ctx) {
      const found = await client.find(mailbox, firstPage, uidRestriction(uid), ctx);
      return found.items
        .filter((item) => item.uid === uid && !item.isCancelled)
        .toSorted((a, b) => (a.created ?? 0) - (b.created ?? 0) || (a.id < b.id ? -1 : 1));
    },
    async inCalendar(mailbox, uid, ctx) {
      const [oldest] = await places.search(mailbox, uid, ctx);
      if (!oldest) return null;
      const [result] = await client.get(mailbox, [toItemId(oldest.id)], ctx);
      if (result?.ok) return result.item;
      if (isRefusal(result?.error, 'ErrorItemNotFound')) return null;
      throw result?.error ?? badAnswer({ name: 'GetItem', writes: false }, 'it is empty');
    },
    async locate(ref, ctx) {
      const located = await places.locateAny(ref, ctx);
      if (isUnsent(located)) throw eventGone();
      return located;
    },
    async locateAny(ref, ctx) {
      const place = fromHandle(ref.handle);
      if (!place) throw eventGone();
      const rooms = ref.rooms.flatMap(({ address }) => address.email?.toLowerCase() ?? []);
      const mailboxes = [...new Set([place.mailbox, ...rooms])];
      const closed: BackendError[] = [];
      for (const mailbox of mailboxes) {
        try {
          const item = await places.inCalendar(mailbox, place.uid, ctx);
          if (item) return { mailbox, item };
          throw eventGone();
        } catch (error) {
          if (!isClosed(error)) throw error;
          closed.push(error);
        }
      }
      throw closed[0] ?? eventGone();
    },
  };
  return places;
}

/** Whether whoever writes it has not come to the end: nobody has been told of it yet. */
export function isUnsent({ item }: Located): boolean {
  return item.notes?.stage === 'unsent';
}

/** The organiser's calendar may be elsewhere, or closed to us; the room's copy then has to do. */
function isClosed(error: unknown): error is BackendError {
  return isBackendError(error) && ['room-not-found', 'forbidden'].includes(error.code);
}

export function eventGone(): BackendError {
  return new BackendError('event-not-found', 'the calendar has no such event', {
    outcome: 'not-applied',
  });
}
