import { z } from 'zod';
import type { MailFailure, MailOutcome } from '@/lib/mail/mailer';

/** What nodemailer tells of a failure beside its words, which may name people. */
const nativeError = z.object({
  code: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
});

/** Failures that are about the message or its receiver, as opposed to the connection. */
const ofMessage: ReadonlySet<string | undefined> = new Set(['EENVELOPE', 'EMESSAGE']);

const reasons: Readonly<Record<string, MailFailure>> = {
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  EDNS: 'unreachable',
  EPROXY: 'unreachable',
  ETIMEDOUT: 'timeout',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EAUTH: 'unauthenticated',
};

/**
 * RFC 5321 section 4.2.1: 5yz is for good, 4yz may succeed later. A server that refuses Foyer itself,
 * its sign-in or its sender, says nothing of the message: that is mended by whoever runs it.
 */
export function toMailOutcome(thrown: unknown): MailOutcome {
  const { code, responseCode = null, command } = nativeError.catch({}).parse(thrown);
  const failed = (reason: MailFailure) =>
    ({ outcome: 'failed', reason, code: responseCode }) as const;
  const isForGood = responseCode === null || responseCode >= 500;
  if (code === 'EENVELOPE' && command === 'MAIL FROM' && responseCode !== null) {
    return failed(isForGood ? 'sender-refused' : 'deferred');
  }
  if (ofMessage.has(code) && isForGood) return { outcome: 'refused', code: responseCode };
  return failed(reasons[code ?? ''] ?? (responseCode === null ? 'bad-response' : 'deferred'));
}
