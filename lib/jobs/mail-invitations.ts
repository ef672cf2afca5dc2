import { hourMs, minuteMs } from '@/lib/core/time/instant';
import { type JobLog, type Repeating, repeat } from '@/lib/jobs/repeat';
import type { MailDeps } from '@/lib/services/invitations/mail-deps';
import { planInvitations } from '@/lib/services/invitations/plan-invitations';
import { sendInvitations } from '@/lib/services/invitations/send-invitations';

export type MailInvitationsDeps = MailDeps & { readonly log: JobLog };

const mailEveryMs = 1_500;
/** Replicas with a mail server would have taken it long before. */
const overdueMs = hourMs;

/** Tells people by mail; without a mail server what is to be told is forgotten and does not pile up. */
export function mailInvitations(deps: MailInvitationsDeps): Repeating {
  const { mailer, mails, log } = deps;
  if (!mailer) {
    const round = () => mails.forgetUnsent(overdueMs).then(() => false);
    return repeat({ name: 'forget-invitations', everyMs: minuteMs, log, round });
  }
  return repeat({
    name: 'mail-invitations',
    everyMs: mailEveryMs,
    log,
    round: async () => {
      const planned = await planInvitations(deps, mailer);
      return (await sendInvitations(deps, mailer)) + planned > 0;
    },
  });
}
