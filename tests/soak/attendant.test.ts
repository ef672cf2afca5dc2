import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExclusiveWork } from '@/lib/db/repositories/exclusive-work';
import { attendRooms } from '@/lib/jobs/attend-rooms';
import type { Repeating } from '@/lib/jobs/repeat';
import {
  book,
  type Installation,
  openInstallation,
  recover,
  tomorrow,
} from '@/tests/integration/booking/support/installation';
import { connect, vcalendar, vevent } from '@/tests/integration/caldav/connection';
import type { DavPrincipal, SchedulingServer } from '@/tests/support/caldav-server';
import { cyrusVersion, startCyrus } from '@/tests/support/cyrus';
import { davicalVersion, startDavical } from '@/tests/support/davical';
import { waitFor } from '@/tests/support/wait-for';

const promisedMs = 5_000;

const products = [
  { name: 'Cyrus', version: cyrusVersion, start: startCyrus },
  { name: 'DAViCal', version: davicalVersion, start: startDavical },
];

for (const { name, version, start } of products) {
  const missing = (await version()) === null;
  if (missing)
    process.stderr.write(`\n*** The attendant is NOT tested on ${name}: not installed\n`);
  test.runIf(missing && process.env.CI === 'true')(`${name} is installed`, () => {
    expect.fail(`${name} is not installed`);
  });
  describe.skipIf(missing)(`rooms on a real ${name} answer through Foyer`, () => {
    let server: SchedulingServer;
    let alice: DavPrincipal;
    let bob: DavPrincipal;
    let room: DavPrincipal;
    let foyer: Installation;
    let job: Repeating;

    beforeAll(async () => {
      server = await start();
      process.stdout.write(`${server.product} ${server.version}\n`);
      alice = await server.addPrincipal('alice', 'person');
      bob = await server.addPrincipal('bob', 'person');
      room = await server.addPrincipal('curie', 'room');
      const organizerCalendarUrl = alice.calendarUrl.replace('alice', '{user}');
      const backend = connect({ ...server.connection, writeMode: 'invite', organizerCalendarUrl });
      foyer = await openInstallation({ backend, budgets: { roomAnswerMs: 10 } });
      await foyer.pool.query('UPDATE rooms SET email = $1, calendar_url = $2', [
        room.email,
        room.calendarUrl,
      ]);
      job = startAttendant(foyer);
    });
    afterAll(async () => {
      await job.stop();
      await foyer.stop();
      await server.stop();
    });

    const invite = async (person: DavPrincipal, uid: string, hour: number) => {
      const { start: from, end: to } = tomorrow(hour);
      const url = `${person.ownUrl}${uid}.ics`;
      const answer = await person.request(url, {
        method: 'PUT',
        headers: { 'content-type': 'text/calendar; charset=utf-8' },
        body: vcalendar(
          vevent(
            uid,
            `DTSTART:${stamp(from)}`,
            `DTEND:${stamp(to)}`,
            'SUMMARY:From a phone',
            `ORGANIZER:mailto:${person.email}`,
            `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${person.email}`,
            `ATTENDEE;CUTYPE=ROOM;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${room.email}`,
          ),
        ),
      });
      expect([201, 204]).toContain(answer.status);
      return url;
    };
    const answered = (person: DavPrincipal, url: string) =>
      waitFor('the room to answer', async () => {
        const text = await (await person.request(url)).text();
        const line = text
          .replace(/\r?\n[ \t]/g, '')
          .split(/\r?\n/)
          .find((each) => each.startsWith('ATTENDEE') && each.includes(room.email));
        const said = /PARTSTAT=([A-Z-]+)/.exec(line ?? '')?.[1];
        return said === undefined || said === 'NEEDS-ACTION' ? null : said;
      });

    test('an invitation that another program sent is accepted within 5 s', async () => {
      const begun = performance.now();
      const url = await invite(alice, 'phone-1', 1);
      expect(await answered(alice, url)).toBe('ACCEPTED');
      const tookMs = Math.round(performance.now() - begun);
      process.stdout.write(`${name}: answered after ${tookMs} ms\n`);
      expect(tookMs).toBeLessThan(promisedMs);
    });

    test('of two that overlap exactly one is accepted, the other declined', async () => {
      const urls = await Promise.all([invite(alice, 'phone-2', 4), invite(bob, 'phone-3', 4)]);
      const said = await Promise.all([
        answered(alice, urls[0] ?? ''),
        answered(bob, urls[1] ?? ''),
      ]);
      expect(said.toSorted()).toEqual(['ACCEPTED', 'DECLINED']);
    });

    test('what Foyer holds is declined to others, and accepted for Foyer', async () => {
      const booking = await book(foyer, tomorrow(8));
      expect(['awaiting-room', 'confirmed']).toContain(booking.status);
      const url = await invite(bob, 'phone-4', 8);
      expect(await answered(bob, url)).toBe('DECLINED');
      const own = `${alice.ownUrl}${booking.uid}.ics`;
      expect(await answered(alice, own)).toBe('ACCEPTED');
      await recover(foyer);
      const found = await foyer.deps.bookings.find(booking.organisationId, booking.id);
      expect(found).toMatchObject({ status: 'confirmed' });
    });
  });
}

function startAttendant({ deps, pool, rooms }: Installation): Repeating {
  const log = { ...deps.log, info: () => undefined, error: () => undefined };
  const organisationId = rooms[0]?.organisationId ?? '';
  const alone = createExclusiveWork(pool);
  const connections = { list: async () => rooms.map(({ connection }) => connection) };
  return attendRooms({ ...deps, organisationId, connections, alone, log });
}

function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}
