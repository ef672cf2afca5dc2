import type { CalendarBackend, CalendarEvent, EventRef } from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';
import { type Instant, instant, minuteMs } from '@/lib/core/time/instant';

const refused = async (): Promise<never> => {
  throw new BackendError('unsupported', 'not faked');
};

export const fakeCapabilities: Capabilities = {
  writeMode: 'direct',
  freeBusy: { roomsPerCall: 10, windowDays: 31, granularityMinutes: 0 },
  peopleFreeBusy: null,
  concurrency: 4,
  referee: 'app',
  roomAnswer: 'immediate',
  idempotentCreate: false,
  versions: true,
  invitations: 'nobody',
  recurringWrites: false,
  dateMoves: 'anywhere',
  roomsPerEvent: 2,
  buffers: 'longer-event',
  respond: true,
  changeFeed: true,
  push: false,
  admin: {
    listRooms: false,
    createCalendar: false,
    deleteCalendar: false,
    provisionRoom: false,
    deleteRoom: false,
  },
};

type Faked = Partial<Omit<CalendarBackend, 'capabilities' | 'kind' | 'admin'>> & {
  readonly capabilities?: Partial<Capabilities>;
};

/** A backend of which only what is given works. */
export function fakeBackend({ capabilities, ...methods }: Faked = {}): CalendarBackend {
  return {
    kind: 'mock',
    capabilities: { ...fakeCapabilities, ...capabilities },
    doFreeBusy: refused,
    doPeopleFreeBusy: refused,
    doListEvents: refused,
    doFindByUid: refused,
    doCreate: refused,
    doGet: refused,
    doListOccurrences: refused,
    doUpdate: refused,
    doCancel: refused,
    doRespond: refused,
    doListChanges: refused,
    close: async () => undefined,
    ...methods,
    admin: {
      doListRooms: refused,
      doCreateCalendar: refused,
      doDeleteCalendar: refused,
      doProvisionRoom: refused,
      doDeleteRoom: refused,
    },
  };
}

export const nine: Instant = instant(Date.UTC(2026, 10, 23, 9));

/** Minutes after nine. */
export function at(minutes: number): Instant {
  return instant(nine + minutes * minuteMs);
}

export function eventRef(uid = 'one@foyer'): EventRef {
  return { uid, recurrenceId: null, handle: `/${uid}`, version: '1', rooms: [] };
}

export function event(start: Instant, end: Instant, uid = 'one@foyer'): CalendarEvent {
  return {
    ref: eventRef(uid),
    start,
    end,
    kind: 'busy',
    title: 'Standup',
    organizer: null,
    attendees: [],
    visibility: 'default',
    answers: [],
  };
}
