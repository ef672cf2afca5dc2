import { allDates } from './events/series-dates';
import type { Attendee, ResponseType, StoredEvent } from './events/stored-event';
import { findByICalUId, type World } from './store/world';

/** One date of an event as a mailbox keeps it. */
export interface PeekedDate {
  readonly eventId: string;
  readonly iCalUId: string;
  readonly subject: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly originalStartMs: number | null;
  readonly showAs: string;
  readonly isOrganizer: boolean;
  readonly isCancelled: boolean;
  readonly organizer: string;
  readonly response: ResponseType;
  readonly attendees: readonly Attendee[];
  readonly sensitivity: string;
}

/** The store as it is, past every request. */
export interface Peek {
  /** Every date of a mailbox's calendar that begins before the year 2100 (or `untilMs`), in order. */
  dates(address: string, untilMs?: number): readonly PeekedDate[];
  /** Every event and series as stored. */
  events(address: string): readonly StoredEvent[];
  /** What this address answered, as the organiser's event has it; null: it is not invited. */
  answer(organizer: string, iCalUId: string, attendee: string): ResponseType | null;
}

const farMs = 4_102_444_800_000;
const endlessYearsMs = 2 * 366 * 86_400_000;

export function createPeek(world: World): Peek {
  const mailboxOf = (address: string) => {
    const mailbox = world.mailboxes.get(address.toLowerCase());
    if (!mailbox) throw new Error(`nobody has the address ${address}`);
    return mailbox;
  };
  return {
    dates(address, untilMs) {
      return [...mailboxOf(address).events.values()]
        .flatMap((event) => allDates(event, untilMs ?? lastLook(event)))
        .map(({ event, content, originalStartMs }) => ({
          eventId: event.id,
          iCalUId: event.iCalUId,
          subject: content.subject,
          startMs: content.start.atMs,
          endMs: content.end.atMs,
          originalStartMs,
          showAs: content.showAs,
          isOrganizer: event.isOrganizer,
          isCancelled: content.isCancelled,
          organizer: event.organizer.address,
          response: content.response,
          attendees: content.attendees,
          sensitivity: content.sensitivity,
        }))
        .toSorted((a, b) => a.startMs - b.startMs);
    },
    events: (address) => [...mailboxOf(address).events.values()],
    answer(organizer, iCalUId, attendee) {
      const event = findByICalUId(mailboxOf(organizer), iCalUId);
      const found = event?.attendees.find(
        ({ address }) => address.toLowerCase() === attendee.toLowerCase(),
      );
      return found?.response ?? null;
    },
  };
}

/** A series without an end is looked at for two years. */
function lastLook(event: StoredEvent): number {
  return event.recurrence?.range.type === 'noEnd' ? event.start.atMs + endlessYearsMs : farMs;
}
