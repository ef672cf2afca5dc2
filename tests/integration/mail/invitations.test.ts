import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackendError } from '@/lib/calendar/errors';
import { addMs, hourMs } from '@/lib/core/time/instant';
import { dateOf } from '@/lib/core/time/wall-time';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { book } from '@/tests/integration/booking/support/installation';
import { paris, week, weekly } from '@/tests/integration/booking/support/weeks';
import {
  cancel,
  change,
  inviting,
  summaryOf,
  toldIn,
  withMail,
} from '@/tests/integration/mail/mail-scene';
import { type MailServer, startMailServer } from '@/tests/support/mail-server';

const bob = { email: 'bob@example.org' };
const eve = { email: 'Eve@example.com', name: 'Eve', optional: true };
const attendees = [bob, eve];

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());

const dayIn = (index: number, style: 'shortWithYear' | 'full' = 'shortWithYear') =>
  formatCalendarDate(dateOf(week(index).start, paris), style, 'en');

describe('people who are invited', () => {
  it('are told once each when the booking is confirmed, and nobody else', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const booking = await book(foyer, { ...week(0), attendees, description: 'Bring\npens' });
      const mails = await deliver();
      expect(summaryOf(mails)).toEqual([
        `REQUEST bob@example.org Invitation: Planning, ${dayIn(0)}, 10:00`,
        `REQUEST eve@example.com Invitation: Planning, ${dayIn(0)}, 10:00`,
      ]);
      const [mail] = mails;
      if (!mail) throw new Error('no mail');
      expect(mail.from).toBe('rooms@example.org');
      expect(mail.mail.from?.text).toBe('"Rooms" <rooms@example.org>');
      expect(mail.mail.replyTo?.text).toBe('"Alice" <alice@example.org>');
      expect(mail.calendarType).toMatch(/^text\/calendar; charset=utf-8; method=REQUEST/);
      expect(mail.mail.text).toMatch(new RegExp(`${dayIn(0, 'full')}, 10:00–11:00 \\(CES?T\\)`));
      expect(mail.mail.html).toContain('<html lang="en">');
      expect(toldIn(mail)).toEqual([
        {
          uid: booking.uid,
          sequence: 0,
          status: 'CONFIRMED',
          start: booking.start,
          recurrenceId: null,
          exceptions: [],
          where: 'room-1, House',
          attendees: ['bob@example.org', 'Eve@example.com'],
        },
      ]);
      expect(await deliver()).toEqual([]);
    }));

  it('are told of a move by the next sequence, and of the end by the one after', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const booking = await book(foyer, { ...week(0), attendees });
      await deliver();
      await change(foyer, booking, week(1));
      const moved = await deliver();
      expect(summaryOf(moved)).toEqual([
        `REQUEST bob@example.org Changed: Planning, ${dayIn(1)}, 10:00`,
        `REQUEST eve@example.com Changed: Planning, ${dayIn(1)}, 10:00`,
      ]);
      expect(moved[0]?.mail.text).toContain(`Before:\n  ${dayIn(0, 'full')}`);
      expect(moved.flatMap(toldIn)).toMatchObject([
        { uid: booking.uid, sequence: 1, start: week(1).start },
        { uid: booking.uid, sequence: 1, start: week(1).start },
      ]);
      await cancel(foyer, booking);
      const ended = await deliver();
      expect(summaryOf(ended)[1]).toBe(
        `CANCEL eve@example.com Cancelled: Planning, ${dayIn(1)}, 10:00`,
      );
      expect(ended.map(toldIn)).toMatchObject([
        [{ uid: booking.uid, sequence: 2, status: 'CANCELLED', attendees: [bob.email] }],
        [{ uid: booking.uid, sequence: 2, status: 'CANCELLED', attendees: ['eve@example.com'] }],
      ]);
      expect(await deliver()).toEqual([]);
    }));

  it('keep the meeting when it goes to a room that is another event', () =>
    withMail(
      server,
      async ({ foyer, deliver }) => {
        const booking = await book(foyer, { ...week(0), attendees: [bob] });
        await deliver();
        await change(foyer, booking, { roomIds: ['room-2'] });
        const mails = await deliver();
        expect(mails.flatMap(toldIn)).toMatchObject([
          { uid: booking.uid, sequence: 1, status: 'CONFIRMED', where: 'room-2, House' },
        ]);
      },
      { roomsPerEvent: 1 },
    ));

  it('hear of what was changed, and not of who else comes', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const booking = await book(foyer, { ...week(0), attendees: [bob] });
      await deliver();
      await change(foyer, booking, { content: { attendees } });
      expect(summaryOf(await deliver())).toEqual([
        `REQUEST eve@example.com Invitation: Planning, ${dayIn(0)}, 10:00`,
      ]);
      await change(foyer, booking, { content: { attendees: [eve] } });
      const [gone, ...more] = await deliver();
      expect(more).toEqual([]);
      expect(gone && toldIn(gone)).toMatchObject([{ sequence: 1, attendees: [bob.email] }]);
      expect(gone?.mail.subject).toMatch(/^Not expected any more: Planning/);
      await change(foyer, booking, { content: { attendees } });
      const [again] = await deliver();
      expect(again && toldIn(again)).toMatchObject([{ sequence: 2, status: 'CONFIRMED' }]);
    }));

  it('are not told of what is only held, requested or given back', () =>
    withMail(server, async ({ foyer, deliver }) => {
      await book(foyer, { ...week(0), attendees });
      await expect(book(foyer, { ...week(0), attendees })).rejects.toThrow();
      await foyer.pool.query(`UPDATE bookings SET status = 'awaiting-room'`);
      expect(await deliver()).toEqual([]);
      await foyer.pool.query(`UPDATE bookings SET status = 'declined'`);
      expect(await deliver()).toEqual([]);
    }));

  it('are not told of meetings that are over', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const booking = await book(foyer, { ...week(0), attendees });
      await deliver();
      foyer.pass(week(1).start - Date.now());
      await cancel(foyer, booking);
      expect(await deliver()).toEqual([]);
    }));

  it('are told in their own language, else in the organiser’s', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const setLocale = (email: string, locale: string) =>
        foyer.pool.query('UPDATE people SET locale = $2 WHERE email = $1', [email, locale]);
      await setLocale('bob@example.org', 'en-GB');
      await setLocale('alice@example.org', 'fr-CA');
      await book(foyer, { ...week(0), attendees });
      const [toBob, toEve] = await deliver();
      expect(toBob?.mail.subject).toMatch(/^Invitation: Planning/);
      expect(toEve?.mail.subject).toMatch(/^Invitation\u00a0: Planning/);
      expect(toEve?.mail.text).toContain('Alice vous invite à une réunion.');
      expect(toEve?.mail.headers.get('content-language')).toBe('fr');
    }));

  it('are told nothing by headers that somebody typed', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const injected = '\r\nBcc: mallory@example.com\r\n\r\n<b>';
      const title = `Planning${injected}`;
      await foyer.pool.query(`UPDATE people SET name = $1 WHERE email = 'alice@example.org'`, [
        `Alice${injected}`,
      ]);
      const named = { email: 'eve@example.com', name: `Eve${injected}\nATTENDEE:mailto:m@x.org` };
      const broken = { email: 'eve@example.com\r\nRCPT TO:<mallory@example.com>' };
      await book(foyer, { ...week(0), title, attendees: [named, broken, bob] });
      const mails = await deliver();
      expect(mails.map(({ to }) => to)).toEqual(['bob@example.org', 'eve@example.com']);
      for (const { mail, calendar } of mails) {
        expect(mail.bcc).toBeUndefined();
        expect(mail.headers.has('bcc')).toBe(false);
        expect(mail.subject).toMatch(/^Invitation: Planning Bcc: mallory@example.com <b>, /);
        expect(mail.html).not.toContain('<b>');
        const [event] = calendar.getAllSubcomponents('vevent');
        expect(event?.getFirstPropertyValue('summary')).toContain('Planning\nBcc: mallory');
        expect(event?.getAllProperties('attendee').length).toBeLessThanOrEqual(3);
      }
    }));
});

describe('people who are invited to a series', () => {
  it('get it whole, and single dates by themselves', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const booking = await book(foyer, { ...weekly, attendees: [bob] });
      const [first] = await deliver();
      expect(first && toldIn(first)).toMatchObject([{ uid: booking.uid, sequence: 0 }]);
      expect(first?.mail.text).toMatch(/Repeats every .*, 6 times\./);

      await cancel(foyer, booking, week(2).start);
      const [left] = await deliver();
      expect(left && summaryOf([left])).toEqual([
        'CANCEL bob@example.org A date cancelled: Planning',
      ]);
      expect(left && toldIn(left)).toMatchObject([
        {
          uid: booking.uid,
          sequence: 1,
          status: 'CANCELLED',
          recurrenceId: week(2).start,
          start: week(2).start,
        },
      ]);

      const later = { start: addMs(week(3).start, hourMs), end: addMs(week(3).end, hourMs) };
      await change(foyer, booking, later, week(3).start);
      const [moved] = await deliver();
      expect(moved && summaryOf([moved])).toEqual([
        'REQUEST bob@example.org A date changed: Planning',
      ]);
      expect(moved && toldIn(moved)).toMatchObject([
        { uid: booking.uid, sequence: 2, recurrenceId: week(3).start, start: later.start },
      ]);

      await change(foyer, booking, { content: { title: 'Plans' } });
      const [whole] = await deliver();
      expect(whole && toldIn(whole)).toMatchObject([
        { sequence: 3, recurrenceId: null, exceptions: [week(2).start] },
        { sequence: 3, recurrenceId: week(3).start, start: later.start },
      ]);
      expect(await deliver()).toEqual([]);
    }));

  it('have a date in another room as a date of the same series', () =>
    withMail(
      server,
      async ({ foyer, deliver }) => {
        const booking = await book(foyer, { ...weekly, attendees: [bob] });
        await deliver();
        await change(foyer, booking, { roomIds: ['room-2'] }, week(1).start);
        const [mail, ...more] = await deliver();
        expect(more).toEqual([]);
        expect(mail && toldIn(mail)).toMatchObject([
          { uid: booking.uid, sequence: 1, recurrenceId: week(1).start, where: 'room-2, House' },
        ]);
      },
      { roomsPerEvent: 1 },
    ));

  it('are told of one date that they are asked to, and of no other', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const booking = await book(foyer, { ...weekly, attendees: [bob] });
      await deliver();
      await change(foyer, booking, { content: { attendees: [eve] } }, week(1).start);
      const [toBob, toEve] = await deliver();
      expect(toBob && toldIn(toBob)).toMatchObject([
        { status: 'CANCELLED', recurrenceId: week(1).start, attendees: [bob.email] },
      ]);
      expect(toEve && toldIn(toEve)).toMatchObject([
        { status: 'CONFIRMED', sequence: 0, recurrenceId: week(1).start },
      ]);
      await cancel(foyer, booking);
      const ended = await deliver();
      expect(ended.map(toldIn)).toMatchObject([
        [{ status: 'CANCELLED', recurrenceId: null }],
        [{ status: 'CANCELLED', recurrenceId: week(1).start }],
      ]);
    }));

  it('get a series of its own for what follows a cut', () =>
    withMail(server, async ({ foyer, deliver }) => {
      const booking = await book(foyer, { ...weekly, attendees: [bob] });
      await deliver();
      const later = { start: addMs(week(3).start, hourMs), end: addMs(week(3).end, hourMs) };
      await change(foyer, booking, { ...later, scope: 'following' }, week(3).start);
      const told = (await deliver()).flatMap(toldIn).sort((a, b) => a.start - b.start);
      expect(told).toMatchObject([
        { uid: booking.uid, sequence: 1, start: week(0).start },
        { sequence: 0, start: later.start },
      ]);
      expect(told[1]?.uid).not.toBe(booking.uid);
      await cancel(foyer, booking);
      const ended = (await deliver()).flatMap(toldIn).map(({ uid, status }) => ({ uid, status }));
      expect(ended).toHaveLength(2);
      expect(new Set(ended.map(({ uid }) => uid))).toEqual(new Set(told.map(({ uid }) => uid)));
    }));
});

describe('a calendar that invites people itself', () => {
  it('leaves nothing to tell', () =>
    withMail(server, async (scene) => {
      const { foyer, deliver } = scene;
      const booking = await book(foyer, { ...week(0), attendees });
      expect(await deliver(inviting(scene, ['connection']))).toEqual([]);
      await cancel(foyer, booking);
      expect(await deliver(inviting(scene, ['connection']))).toEqual([]);
    }));

  it('tells of a meeting in a room elsewhere too', () =>
    withMail(
      server,
      async (scene) => {
        const { foyer, deliver } = scene;
        await foyer.pool.query(
          `INSERT INTO connections (id, organisation_id, name, kind, options)
           SELECT 'other', organisation_id, 'Other', 'mock', '{}' FROM connections`,
        );
        await foyer.pool.query(`UPDATE rooms SET connection_id = 'other' WHERE id = 'room-2'`);
        const other = inviting(scene, ['other']);
        const roomIds = ['room-1', 'room-2'];
        await book(foyer, { ...week(0), roomIds, attendees: [bob] });
        expect(await deliver(other)).toEqual([]);
        // A meeting that leaves that calendar is told by mail, and taken back where it returns.
        const booking = await book(foyer, { ...week(1), attendees: [bob] });
        await deliver(other);
        await change(foyer, booking, { roomIds: ['room-2'] });
        expect((await deliver(other)).flatMap(toldIn)).toMatchObject([
          { uid: booking.uid, sequence: 1, status: 'CANCELLED' },
        ]);
        await change(foyer, booking, { roomIds: ['room-1'] });
        const [again] = (await deliver(other)).flatMap(toldIn);
        expect(again).toMatchObject({ sequence: 0, status: 'CONFIRMED', where: 'room-1, House' });
        expect(again?.uid).not.toBe(booking.uid);
      },
      { roomsPerEvent: 1 },
    ));

  it('is waited for while nobody knows whether it does', () =>
    withMail(server, async ({ foyer, deps, deliver, hurry, logged }) => {
      await book(foyer, { ...week(0), attendees: [bob] });
      const capabilities = () => Promise.reject(new BackendError('unavailable', 'away'));
      expect(await deliver({ calendar: { ...deps.calendar, capabilities } })).toEqual([]);
      await hurry();
      expect(await deliver()).toHaveLength(1);
      expect(logged).toMatchObject([{ message: expect.stringContaining('not known yet') }]);
    }));
});
