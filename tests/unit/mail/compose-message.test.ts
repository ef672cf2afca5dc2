import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Booking } from '@/lib/core/bookings/booking';
import { addMs, dayMs, hourMs } from '@/lib/core/time/instant';
import { composeMessage } from '@/lib/mail/compose-message';
import type { InvitationMail } from '@/lib/mail/mailer';
import { mailAbout } from '@/tests/support/invitation-mail';
import { bob, bookingOf, eve, monday, seriesIn } from '@/tests/support/told-booking';

const from = { address: 'rooms@example.org', name: null };
const single = bookingOf([
  { uid: 'foyer-b', roomIds: ['bora'], dates: [{ recurrenceId: monday(0) }] },
]);
const series = bookingOf([seriesIn('foyer-b', ['bora'], [2])]);

async function read(mail: InvitationMail) {
  const raw = await composeMessage(mail, from);
  if (!raw) throw new Error('no message');
  return { raw: Buffer.from(raw).toString('utf8'), mail: await simpleParser(Buffer.from(raw)) };
}

const receiverIn = (language: string) => ({
  receiver: { email: bob, name: 'Bob', languages: [language, 'en'] },
});
const inFrench = receiverIn('fr-CA');
const inGerman = receiverIn('de-AT');
const textOf = async (
  before: Booking | null,
  after: Booking | null,
  other: Partial<InvitationMail> = {},
) => {
  const { mail } = await read(mailAbout(before, after, other));
  return `${mail.subject}\n${mail.text}`.replaceAll('\u00a0', ' ');
};

describe('the message of a mail', () => {
  it('has text, HTML and the calendar object as alternatives, and the object as a file', async () => {
    const { raw, mail } = await read(mailAbout(null, single));
    const types = [...raw.matchAll(/^Content-Type: ([^;\r\n]+)/gim)].map(([, type]) => type);
    expect(types).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/ics',
    ]);
    expect(raw).toContain('text/calendar; charset=utf-8; method=REQUEST');
    expect(mail.messageId).toBe('<00000000-0000-4000-8000-000000000000@example.org>');
    expect(mail.from?.text).toBe('"Alice (Foyer)" <rooms@example.org>');
    expect(mail.replyTo?.text).toBe('"Alice" <alice@example.org>');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(raw.split('\r\n').every((line) => !line.includes('\n'))).toBe(true);
    expect(mail.attachments.map(({ filename }) => filename)).toContain('invite.ics');
  });

  it('says when and where, on the clock of the meeting', async () => {
    expect(await textOf(null, single)).toBe(
      `Invitation: Planning, Mon, 4 Jan 2027, 09:00
Alice invites you to a meeting.

Planning

When:
  Monday, 4 January 2027, 09:00–10:00 (CET)

Where:
  Bora, House

-- 
Foyer, the room booking, sent this for Alice, who gets your reply.`,
    );
    expect(
      await textOf(null, series, inFrench),
    ).toBe(`Invitation : Planning, lun. 4 janv. 2027, 09:00
Alice vous invite à une réunion.

Planning

Quand :
  lundi 4 janvier 2027, 09:00–10:00 (UTC+1)
  Se répète tous les lundis, 4 fois.

Sauf :
  lundi 18 janvier 2027

Où :
  Bora, House

-- 
Foyer, la réservation de salles, a envoyé ce message pour Alice, qui recevra votre réponse.`);
  });

  it('speaks German to whom reads that', async () => {
    expect(await textOf(null, series, inGerman)).toBe(`Einladung: Planning, Mo., 4. Jan. 2027, 09:00
Alice lädt Sie zu einer Besprechung ein.

Planning

Wann:
  Montag, 4. Januar 2027, 09:00–10:00 (MEZ)
  Wiederholung: jeden Montag, 4 Mal

Nicht am:
  Montag, 18. Januar 2027

Wo:
  Bora, House

-- 
Foyer, die Raumbuchung, hat dies für Alice verschickt. Antworten gehen dorthin.`);
  });

  it('says what was before, and which dates it is about', async () => {
    const start = addMs(monday(1), hourMs);
    const moved = bookingOf([
      {
        ...seriesIn('foyer-b', ['bora'], [2]),
        dates: [0, 1, 3].map((index) => ({
          recurrenceId: monday(index),
          ...(index === 1 ? { start, end: addMs(start, dayMs) } : {}),
        })),
      },
    ]);
    const text = await textOf(series, moved);
    expect(text).toMatch(/^A date changed: Planning\nAlice has changed one date of a meeting/);
    expect(text).toContain(
      'Monday, 11 January 2027, 10:00 to Tuesday, 12 January 2027, 10:00 (CET), Bora, House',
    );
    expect(text).toContain('Before:\n  Monday, 11 January 2027, 09:00–10:00 (CET)');
    expect(await textOf(series, null)).toMatch(/^Cancelled: Planning/);
    expect(await textOf(series, null, { goesOn: true })).toMatch(
      /^Not expected any more: Planning/,
    );
    const fewer = bookingOf([seriesIn('foyer-b', ['bora'], [0, 1, 2])]);
    expect(await textOf(series, fewer, inFrench)).toMatch(/^2 dates annulées : Planning/);
  });

  it('takes nothing that was typed for HTML', async () => {
    const title = `<img src=x onerror="alert(1)">&'`;
    const { mail } = await read(
      mailAbout(null, { ...single, title, description: '<script>\n</script>' }),
    );
    expect(mail.html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;');
    expect(mail.html).toContain('&lt;script&gt;<br>&lt;/script&gt;');
    expect(mail.html).not.toMatch(/<img|<script/);
  });

  it.each([
    '',
    'bob',
    'bob@example.org, eve@example.org',
    'bob@example.org\r\nBcc: x@y.z',
    '<a@b.c>',
  ])('goes to no address like %j', async (email) => {
    const receiver = { email, name: null, languages: [] };
    expect(await composeMessage(mailAbout(null, single, { receiver }), from)).toBeNull();
  });

  it('names whoever gets it where nobody else is to be named', async () => {
    const people = { whole: [], dates: new Map() };
    const { mail } = await read(mailAbout(null, single, { people }));
    const [calendar] = mail.attachments;
    const text = calendar?.content.toString('utf8').replace(/\r\n /g, '') ?? '';
    expect(text).toMatch(/^ATTENDEE;CN=Bob;.*:mailto:bob@example\.org\r$/m);
    expect(text).not.toContain(eve);
    expect(text).toMatch(/^ATTENDEE;CN="Bora, House";CUTYPE=ROOM;.*:mailto:bora@example\.org\r$/m);
  });
});
