import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ICAL from 'ical.js';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createServerIdentity } from '@/tests/simulators/support/throw-away-authority';

/** A mail as its receiver's server has got it. */
export interface ReceivedMail {
  readonly to: string;
  readonly from: string;
  readonly mail: ParsedMail;
  /** The iTIP object among the alternatives, and what kind of a part it came in. */
  readonly calendar: ICAL.Component;
  readonly calendarType: string;
  readonly raw: string;
}

/** An SMTP server of this machine, over TLS, whose certificate is of an authority of its own. */
export interface MailServer {
  readonly port: number;
  readonly authorities: string;
  /** In the order in which they came. */
  readonly mails: ReceivedMail[];
  /** How the server answers to receivers: a code of SMTP, `drop` to hang up, null to take them. */
  answer: (to: string) => number | 'drop' | null;
  /** A message is taken, and the sender hears nothing of it. */
  losesAnswers: boolean;
  /** What Foyer is told of the server, as its environment. */
  readonly env: Readonly<Record<'SMTP_URL' | 'SMTP_FROM' | 'SMTP_CA_FILE', string>>;
  /** The next mail that comes. */
  next(): Promise<ReceivedMail>;
  stop(): Promise<void>;
}

const credentials = { username: 'foyer', password: 'p@ss word' } as const;

export async function startMailServer(): Promise<MailServer> {
  const identity = await createServerIdentity('mail server');
  const news = new EventEmitter();
  const state: Omit<MailServer, 'port' | 'env' | 'stop'> = {
    authorities: identity.caCertificate,
    mails: [],
    answer: () => null,
    losesAnswers: false,
    next: async () => (await once(news, 'mail'))[0],
  };
  const server = new SMTPServer({
    secure: true,
    key: identity.privateKey,
    cert: identity.certificate,
    authOptional: false,
    onAuth: ({ username, password }, _session, callback) => {
      const isKnown = username === credentials.username && password === credentials.password;
      callback(isKnown ? null : new Error('no'), { user: 'foyer' });
    },
    onRcptTo: ({ address }, session, callback) => {
      const answer = state.answer(address);
      if (answer === 'drop') {
        closeSession(server, session.id);
        return;
      }
      const text = `nobody here is called ${address}`;
      callback(answer === null ? null : Object.assign(new Error(text), { responseCode: answer }));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = session.envelope.mailFrom;
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        receive(Buffer.concat(chunks), to, from ? from.address : '').then((mail) => {
          state.mails.push(mail);
          news.emit('mail', mail);
          if (state.losesAnswers) closeSession(server, session.id);
          else callback(null);
        }, callback);
      });
    },
  });
  // Whoever does not trust the certificate hangs up, which tests want to see on their own side.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const folder = await mkdtemp(path.join(tmpdir(), 'foyer-mail-'));
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, identity.caCertificate);
  return Object.assign(state, {
    port,
    env: {
      SMTP_URL: `smtps://${credentials.username}:${encodeURIComponent(credentials.password)}@localhost:${port}`,
      SMTP_FROM: 'Rooms <rooms@example.org>',
      SMTP_CA_FILE: caFile,
    },
    stop: async () => {
      await new Promise<void>((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  });
}

export const mailCredentials = credentials;

function closeSession(server: SMTPServer, id: string): void {
  for (const connection of server.connections) if (connection.id === id) connection.close();
}

async function receive(raw: Buffer, to: string, from: string): Promise<ReceivedMail> {
  const mail = await simpleParser(raw);
  const file = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
  const text = raw.toString('utf8');
  const calendarType = /content-type: (text\/calendar[^\r\n]*(?:\r\n[ \t][^\r\n]*)*)/i.exec(text);
  const calendar = new ICAL.Component(ICAL.parse(file?.content.toString('utf8') ?? ''));
  return { to, from, mail, calendar, calendarType: calendarType?.[1] ?? '', raw: text };
}
