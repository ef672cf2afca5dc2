import MailComposer from 'nodemailer/lib/mail-composer';
import type { Locale } from '@/lib/i18n/locales';
import { pickLocale } from '@/lib/i18n/pick-locale';
import { type MailWords, oneLine, toMailWords } from '@/lib/mail/mail-words';
import type { InvitationMail } from '@/lib/mail/mailer';
import { toItip } from '@/lib/mail/to-itip';

export interface Sender {
  readonly address: string;
  readonly name: string | null;
}

/**
 * The message of a mail: text, HTML and the iTIP object as alternatives (RFC 6047), in the receiver's
 * language, and the object once more as a file. Answers go to the organiser. Null where an address is
 * none: the library would take a list of addresses, and commands of the wire, for one.
 */
export async function composeMessage(
  mail: InvitationMail,
  from: Sender,
): Promise<Uint8Array | null> {
  const { receiver, organizer, planned } = mail;
  if (![receiver.email, organizer.email].every(isAddress)) return null;
  const locale = localeOf(mail);
  const words = toMailWords(mail, locale);
  const name = oneLine(organizer.name);
  return new MailComposer({
    messageId: messageIdOf(mail, from),
    date: new Date(mail.at),
    from: { address: from.address, name: from.name ?? `${name} (Foyer)` },
    replyTo: { address: organizer.email, name },
    to: { address: receiver.email, name: oneLine(receiver.name ?? '') },
    subject: words.subject,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale },
    text: toText(words),
    html: toHtml(words, locale),
    icalEvent: {
      method: planned.method,
      content: toItip(mail, from.address),
      filename: planned.method === 'CANCEL' ? 'cancel.ics' : 'invite.ics',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  })
    .compile()
    .build();
}

export function messageIdOf({ id }: Pick<InvitationMail, 'id'>, { address }: Sender): string {
  return `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`;
}

function localeOf({ receiver: { languages } }: InvitationMail): Locale {
  const acceptLanguage = languages.filter((each) => each !== null).join(',');
  return pickLocale({ acceptLanguage });
}

function isAddress(text: string): boolean {
  return /^[^\s\p{Cc}<>(),;:"[\]\\@]+@[^\s\p{Cc}<>(),;:"[\]\\@]+$/u.test(text);
}

function toText({ lead, title, facts, footer }: MailWords): string {
  const told = facts.map(({ label, lines }) => `${label}\n${lines.map(indent).join('\n')}`);
  return [lead, title, ...told, `-- \n${footer}`].join('\n\n');
}

function indent(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `  ${line}`)
    .join('\n');
}

function toHtml({ subject, lead, title, facts, footer }: MailWords, locale: Locale): string {
  const told = facts.map(({ label, lines }) => {
    const items = lines.map((line) => `<dd style="margin:0">${paragraphs(line)}</dd>`).join('\n');
    return `<dt style="margin-top:12px;color:#4b5563">${escapeHtml(label)}</dt>\n${items}`;
  });
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family:sans-serif;color:#111827;line-height:1.5">
<p>${escapeHtml(lead)}</p>
<h1 style="font-size:20px">${escapeHtml(title)}</h1>
<dl>
${told.join('\n')}
</dl>
<p style="margin-top:24px;color:#4b5563">${escapeHtml(footer)}</p>
</body>
</html>
`;
}

function paragraphs(text: string): string {
  return escapeHtml(text).replace(/\r\n?|\n/g, '<br>');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (each) => entities[each] ?? '');
}
