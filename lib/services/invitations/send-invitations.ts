import type { MessageLease } from '@/lib/db/mail-ports';
import type { Mailer } from '@/lib/mail/mailer';
import type { MailDeps } from '@/lib/services/invitations/mail-deps';

/** Outlasts the longest that a message may take. */
const leaseMs = 120_000;
const atOnce = 4;

/**
 * Sends the messages that are due, on any number of replicas, each message by one of them. Whoever is
 * killed after a message has gone and before that is written down has it sent again, as it was: with
 * the same Message-ID and SEQUENCE, which calendars take for one. Returns how many were taken.
 */
export async function sendInvitations(deps: MailDeps, mailer: Mailer): Promise<number> {
  const leases = await deps.mails.takeMessages({ leaseMs, limit: atOnce });
  await Promise.all(leases.map((lease) => sendOne(deps, mailer, lease)));
  return leases.length;
}

/** Addresses and words stay out of the log: whose mail it was, the invitation's row says. */
async function sendOne(deps: MailDeps, mailer: Mailer, lease: MessageLease): Promise<void> {
  const { bookingId, id } = lease;
  if (lease.isWorthless) {
    deps.log.warn({ bookingId, mailId: id }, 'a mail could not be sent in time and was given up');
    await deps.mails.end(lease, { outcome: 'refused', code: null });
    return;
  }
  const sent = await mailer.send(lease.email, lease.message);
  if (sent.outcome === 'failed') {
    const { reason, code } = sent;
    deps.log.warn({ bookingId, mailId: id, reason, code }, 'a mail is still to be sent');
    await deps.mails.postpone(lease);
    return;
  }
  if (sent.outcome === 'refused') {
    deps.log.warn({ bookingId, mailId: id, code: sent.code }, 'a mail was refused for good');
  }
  await deps.mails.end(lease, sent);
}
