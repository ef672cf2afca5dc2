import { rootCertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { composeMessage, type Sender } from '@/lib/mail/compose-message';
import type { Mailer } from '@/lib/mail/mailer';
import { toMailOutcome } from '@/lib/mail/native-errors';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  readonly encryption: 'tls' | 'starttls' | 'if-offered';
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly from: Sender;
  /** PEM, trusted beside the usual authorities; null: those alone. */
  readonly authorities: string | null;
}

const patienceMs = 10_000;
/** Of silence, once the server has answered at all. */
const silenceMs = 20_000;
/** A server that answers, and never comes to an end, is given up. */
const longestMs = 90_000;

/** Sends by SMTP, one connection for each message. The server's certificate is always checked. */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const transport = createTransport(toTransport(options));
  return {
    compose: (mail) => composeMessage(mail, options.from),
    send: async (to, message) => {
      const envelope = { from: options.from.address, to: [to] };
      const raw = Buffer.from(message);
      try {
        await withinTime(transport.sendMail({ envelope, raw }));
        return { outcome: 'sent' };
      } catch (error) {
        return toMailOutcome(error);
      }
    },
  };
}

function toTransport(options: SmtpOptions): SMTPTransportOptions {
  const { host, port, encryption, credentials, authorities } = options;
  return {
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ...(credentials ? { auth: { user: credentials.username, pass: credentials.password } } : {}),
    ...(authorities === null ? {} : { tls: { ca: [...rootCertificates, authorities] } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: silenceMs,
    dnsTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What is not done by then counts as failed, though it may still come to be sent. */
async function withinTime(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const timeout = Object.assign(new Error('the mail server takes too long'), {
      code: 'ETIMEDOUT',
    });
    timer = setTimeout(() => reject(timeout), longestMs);
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}
