import type { ChangeEvent, OutboxLine } from '@/lib/core/changes/change';
import type { Mark } from '@/lib/core/changes/position';
import type { Person } from '@/lib/core/places/person';
import { instant } from '@/lib/core/time/instant';

/** A reader who has come that far: every transaction writes one line, of its own number. */
export function markAt(line: number, open: readonly number[] = []): Mark {
  const next = BigInt(line + 1);
  const oldestOpen = BigInt(open[0] ?? line + 1);
  return { lastLineId: line, snapshot: { oldestOpen, next, open: open.map(BigInt) } };
}

export function lineAt(line: number, roomId = `room-${line}`): OutboxLine {
  return {
    lineId: line,
    transactionId: BigInt(line),
    organisationId: 'house',
    change: { topic: 'availability', roomId, start: instant(0), end: instant(1) },
  };
}

export function bookingLineAt(line: number, organizerId: string): OutboxLine {
  const people = { organizerId, bookedById: organizerId };
  const change = {
    topic: 'booking',
    bookingId: `b${line}`,
    status: 'confirmed',
    ...people,
  } as const;
  return { ...lineAt(line), change };
}

export const bob: Person = {
  id: 'bob',
  organisationId: 'house',
  email: 'bob@example.org',
  name: 'Bob',
  role: 'employee',
  locale: null,
  timeZone: null,
  hourCycle: null,
  firstWeekday: null,
};

/** What an event says, in short. */
export function brief({ change }: ChangeEvent): string {
  if (change.topic === 'availability') return change.roomId;
  return change.topic === 'booking' ? change.bookingId : change.topic;
}

/** A receiver with room for that many events. */
export function collect(room = Number.POSITIVE_INFINITY) {
  const events: ChangeEvent[] = [];
  let ends = 0;
  return {
    events,
    briefs: () => events.map(brief),
    ends: () => ends,
    receive: (event: ChangeEvent) => {
      if (events.length >= room) return false;
      events.push(event);
      return true;
    },
    end: () => {
      ends += 1;
    },
  };
}
