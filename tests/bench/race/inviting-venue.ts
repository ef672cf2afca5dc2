import { randomUUID } from 'node:crypto';
import type { Interval } from '@/lib/core/time/interval';
import { fromStoredCalendar } from '@/tests/bench/books/from-stored-calendar';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { VenueKind } from '@/tests/bench/race/options';
import { racers } from '@/tests/bench/race/racers';
import { newName, policy, type Venue, type VenueParts } from '@/tests/bench/race/venue';
import type { DavPrincipal, SchedulingServer } from '@/tests/support/caldav-server';
import { expectOk } from '@/tests/support/caldav-server';
import { startCyrus } from '@/tests/support/cyrus';
import { startDavical } from '@/tests/support/davical';
import { makePlace } from '@/tests/support/make-place';

/** Servers that deliver invitations, to rooms for whom Foyer's own attendant answers. */
const servers = { 'cyrus-invite': startCyrus, 'davical-invite': startDavical } as const;
type InvitingKind = keyof typeof servers;

export const isInviting = (kind: VenueKind): kind is InvitingKind => kind in servers;

interface Cast {
  readonly server: SchedulingServer;
  readonly people: readonly DavPrincipal[];
  readonly outsider: DavPrincipal;
  readonly room: DavPrincipal;
}

export async function openInviting(
  kind: InvitingKind,
  { app, adminToken }: VenueParts,
): Promise<Venue> {
  const cast = await invite(await servers[kind]());
  const { server, people, outsider, room } = cast;
  const [first] = people;
  const place = await makePlace(app, adminToken, {
    name: newName(kind),
    kind: 'caldav',
    options: {
      ...server.connection,
      writeMode: 'invite',
      organizerCalendarUrl: first?.calendarUrl.replace(localPart(first), '{user}'),
    },
    addresses: [{ calendarUrl: room.calendarUrl, email: room.email }],
    policy,
  });
  const [roomId = ''] = place.roomIds;
  const inRoom = async (ledger: readonly LedgerBooking[]): Promise<readonly StoredEvent[]> => {
    const copies = await server.readObjects(room.calendarUrl);
    return copies
      .filter((copy) => answerIn(copy, room) !== 'DECLINED' && !isCancelled(copy))
      .flatMap((copy) => {
        const isAccepted = answerIn(copy, room) === 'ACCEPTED';
        const dates = fromStoredCalendar(copy).map((date) => ({ ...date, roomId, isAccepted }));
        return dates.map((date) => ({ ...date, uid: bookingUid(date.uid, ledger) }));
      });
  };
  return {
    server: `${server.product} ${server.version}, asked by invitation`,
    roomId,
    events: inRoom,
    meetings: async (ledger) => {
      const all = await Promise.all(
        people.map(({ calendarUrl }) => server.readObjects(calendarUrl)),
      );
      return all
        .flat()
        .flatMap(fromStoredCalendar)
        .map((date) => ({ ...date, uid: bookingUid(date.uid, ledger), title: '' }));
    },
    isAnswering: async () => {
      const copies = await server.readObjects(room.calendarUrl);
      return copies.some((copy) => answerIn(copy, room) === 'NEEDS-ACTION' && !isCancelled(copy));
    },
    writeOutside: async (slot) => ({ uid: await ask(outsider, room, slot), foyerSeen: null }),
    outsideWithinMs: 1_500,
    stop: server.stop,
  };
}

async function invite(server: SchedulingServer): Promise<Cast> {
  const people: DavPrincipal[] = [];
  for (const address of racers) {
    people.push(await server.addPrincipal(address.split('@')[0] ?? '', 'person'));
  }
  const outsider = await server.addPrincipal('outsider', 'person');
  const room = await server.addPrincipal('race', 'room');
  return { server, people, outsider, room };
}

const mostAgain = 10;

const localPart = ({ email }: DavPrincipal): string => email.split('@')[0] ?? '';

/** A booking's events carry its uid, alone or with more behind it. */
function bookingUid(uid: string, ledger: readonly LedgerBooking[]): string {
  const booking = ledger.find((each) => uid === each.uid || uid.startsWith(`${each.uid}-`));
  return booking?.uid ?? uid;
}

/** RFC 5545 section 3.2.12: what the room says in this copy of an invitation. */
function answerIn(copy: string, { email }: DavPrincipal): string {
  const lines = copy.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const own = lines.find((line) => line.startsWith('ATTENDEE') && line.includes(email));
  return /PARTSTAT=([A-Z-]+)/.exec(own ?? '')?.[1] ?? 'NEEDS-ACTION';
}

const isCancelled = (copy: string): boolean => /^STATUS:CANCELLED/m.test(copy);

async function ask(person: DavPrincipal, room: DavPrincipal, slot: Interval): Promise<string> {
  const uid = `outside-${randomUUID()}`;
  const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const body = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Outside//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART:${stamp(slot.start)}`,
    `DTEND:${stamp(slot.end)}`,
    'SUMMARY:Outside',
    `ORGANIZER:mailto:${person.email}`,
    `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${person.email}`,
    `ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${room.email}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const headers = { 'content-type': 'text/calendar; charset=utf-8', 'if-none-match': '*' };
  const url = `${person.ownUrl}${uid}.ics`;
  const put = () => person.request(url, { method: 'PUT', headers, body });
  let answer = await put();
  // Writes that meet are answered 500 by DAViCal, with nothing done: people's programs try again.
  for (let again = 0; answer.status === 500 && again < mostAgain; again += 1) answer = await put();
  await expectOk(answer, 'PUT');
  return uid;
}
