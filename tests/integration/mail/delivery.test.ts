import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailStore } from '@/lib/db/repositories/mail-store';
import { createSmtpMailer } from '@/lib/mail/smtp-mailer';
import { planInvitations } from '@/lib/services/invitations/plan-invitations';
import { sendInvitations } from '@/lib/services/invitations/send-invitations';
import { book } from '@/tests/integration/booking/support/installation';
import { week } from '@/tests/integration/booking/support/weeks';
import { cancel, change, toldIn, withMail } from '@/tests/integration/mail/mail-scene';
import { type MailServer, mailCredentials, startMailServer } from '@/tests/support/mail-server';

const bob = { email: 'bob@example.org' };
const eve = { email: 'eve@example.com' };
const one = { ...week(0), attendees: [bob] };

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());

describe('a message', () => {
  it('is the same message when whoever sent it died before saying so', () =>
    withMail(server, async ({ foyer, deps, mailer, deliver, hurry }) => {
      await book(foyer, one);
      const dying = {
        ...deps,
        mails: { ...deps.mails, end: () => Promise.reject(new Error('killed')) },
      };
      await planInvitations(deps, mailer);
      await expect(sendInvitations(dying, mailer)).rejects.toThrow('killed');
      await hurry();
      const [first, again, ...more] = await deliver();
      expect(more).toEqual([]);
      expect(first?.mail.messageId).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
      expect(again?.raw).toBe(first?.raw);
      expect(again && toldIn(again)).toMatchObject([{ sequence: 0 }]);
      await hurry();
      expect(await deliver()).toEqual([]);
    }));

  it('is the same message when its server hung up without an answer', () =>
    withMail(server, async ({ foyer, deliver, hurry, logged }) => {
      await book(foyer, one);
      server.losesAnswers = true;
      const [first] = await deliver();
      server.losesAnswers = false;
      await hurry();
      const [again] = await deliver();
      expect(again?.raw).toBe(first?.raw);
      expect(logged).toMatchObject([{ reason: 'unreachable', code: null }]);
    }));

  it('is planned and sent once by replicas that work at the same time', () =>
    withMail(server, async ({ foyer, deps, mailer, deliver, hurry }) => {
      const booking = await book(foyer, { ...week(0), attendees: [bob, eve] });
      const replicas = [1, 2, 3].map(() => ({ ...deps, mails: createMailStore(foyer.pool) }));
      await Promise.all(replicas.map((replica) => planInvitations(replica, mailer)));
      await Promise.all(replicas.map((replica) => sendInvitations(replica, mailer)));
      expect((await deliver()).map(({ to }) => to)).toEqual([bob.email, eve.email]);
      // Even where one has planned while the lease of another ran out.
      await change(foyer, booking, week(1));
      const [lease] = await deps.mails.takeMailings({ leaseMs: 0, limit: 1 });
      const late = await deps.mails.states(booking.id);
      expect(lease && late).toHaveLength(2);
      await Promise.all(replicas.map((replica) => planInvitations(replica, mailer)));
      expect((await deliver()).flatMap(toldIn)).toMatchObject([{ sequence: 1 }, { sequence: 1 }]);
      await hurry();
      expect(await deliver()).toEqual([]);
    }));

  it('that the server puts off, or whose connection is lost, is sent later', () =>
    withMail(server, async ({ foyer, deliver, hurry, logged }) => {
      await book(foyer, one);
      server.answer = () => 451;
      expect(await deliver()).toEqual([]);
      server.answer = () => 'drop';
      await hurry();
      expect(await deliver()).toEqual([]);
      const due = await foyer.pool.query(
        `SELECT attempts, due_at > now() + interval '50 seconds' AS later FROM invitations`,
      );
      expect(due.rows).toEqual([{ attempts: 2, later: true }]);
      server.answer = () => null;
      expect(await deliver()).toEqual([]);
      await hurry();
      expect(await deliver()).toHaveLength(1);
      expect(logged).toMatchObject([
        { message: 'a mail is still to be sent', reason: 'deferred', code: 451 },
        { message: 'a mail is still to be sent', reason: 'unreachable' },
      ]);
    }));

  it('that is refused is not sent again, until there is something else to say', () =>
    withMail(server, async ({ foyer, deliver, hurry, logged }) => {
      const booking = await book(foyer, { ...week(0), title: 'Hush', attendees: [bob, eve] });
      server.answer = (to) => (to === bob.email ? 550 : null);
      expect((await deliver()).map(({ to }) => to)).toEqual([eve.email]);
      await hurry();
      expect(await deliver()).toEqual([]);
      const rows = await foyer.pool.query(
        'SELECT email, refused_code AS code, told IS NULL AS nothing FROM invitations ORDER BY 1',
      );
      expect(rows.rows).toEqual([
        { email: bob.email, code: 550, nothing: true },
        { email: eve.email, code: null, nothing: false },
      ]);
      // The log says of which booking and why, and neither to whom nor what about.
      expect(logged).toMatchObject([{ message: 'a mail was refused for good', code: 550 }]);
      expect(JSON.stringify(logged)).not.toMatch(/bob|example|Hush/);

      server.answer = () => null;
      await change(foyer, booking, week(1));
      const [toBob] = await deliver();
      expect(toBob && toldIn(toBob)).toMatchObject([{ sequence: 1, status: 'CONFIRMED' }]);
      expect(toBob?.mail.subject).toMatch(/^Invitation: /);
    }));

  it('follows the one before it, and says what stands by then', () =>
    withMail(server, async ({ foyer, deliver, hurry }) => {
      const booking = await book(foyer, one);
      server.answer = () => 451;
      await deliver();
      await change(foyer, booking, week(1));
      await change(foyer, booking, week(2));
      await deliver();
      server.answer = () => null;
      await hurry();
      expect((await deliver()).flatMap(toldIn)).toMatchObject([
        { sequence: 0, start: week(0).start },
        { sequence: 1, start: week(2).start },
      ]);
    }));

  it('is given up when its time has passed', () =>
    withMail(server, async ({ foyer, deliver, hurry, logged }) => {
      await book(foyer, one);
      server.answer = () => 451;
      await deliver();
      server.answer = () => null;
      await foyer.pool.query(
        `UPDATE invitations SET worthless_at = now() WHERE worthless_at > now()`,
      );
      await hurry();
      expect(await deliver()).toEqual([]);
      await hurry();
      expect(await deliver()).toEqual([]);
      expect(logged).toHaveLength(2);
    }));

  it('goes to a server whose certificate is trusted, and to no other', () =>
    withMail(server, async ({ foyer, deliver, hurry, logged }) => {
      await book(foyer, one);
      const options = { host: 'localhost', port: server.port, credentials: mailCredentials };
      const from = { address: 'rooms@example.org', name: null };
      const tls = { ...options, from, encryption: 'tls' } as const;
      const stranger = createSmtpMailer({ ...tls, authorities: null });
      expect(await deliver({ mailer: stranger })).toEqual([]);
      const credentials = { ...mailCredentials, password: 'wrong' };
      const { authorities } = server;
      await hurry();
      const impostor = createSmtpMailer({ ...tls, authorities, credentials });
      expect(await deliver({ mailer: impostor })).toEqual([]);
      expect(logged).toMatchObject([{ reason: 'unreachable' }, { reason: 'unauthenticated' }]);
      expect(JSON.stringify(logged)).not.toContain('wrong');
      await hurry();
      expect(await deliver()).toHaveLength(1);
    }));
});

describe('what is to be told', () => {
  it('is noted with the change itself, where somebody is invited', () =>
    withMail(server, async ({ foyer }) => {
      const noted = async () => (await foyer.pool.query('SELECT 1 FROM booking_mailings')).rowCount;
      const quiet = await book(foyer, { ...week(0), attendees: [] });
      await cancel(foyer, quiet);
      expect(await noted()).toBe(0);
      await book(foyer, one);
      expect(await noted()).toBe(1);
    }));

  it('is forgotten where nobody sends mails', () =>
    withMail(server, async ({ foyer, deps, mailer }) => {
      const booking = await book(foyer, one);
      await planInvitations(deps, mailer);
      await change(foyer, booking, week(1));
      await deps.mails.forgetUnsent(60_000);
      const left = async () => {
        const counted = await foyer.pool.query(
          `SELECT (SELECT count(*)::int FROM booking_mailings) AS noted,
                  (SELECT count(message)::int FROM invitations) AS messages`,
        );
        return counted.rows[0];
      };
      expect(await left()).toEqual({ noted: 1, messages: 1 });
      const anHourAgo = `due_at = now() - interval '1 hour'`;
      await foyer.pool.query(`UPDATE booking_mailings SET ${anHourAgo}`);
      await foyer.pool.query(`UPDATE invitations SET ${anHourAgo}`);
      await deps.mails.forgetUnsent(60_000);
      expect(await left()).toEqual({ noted: 0, messages: 0 });
    }));
});
