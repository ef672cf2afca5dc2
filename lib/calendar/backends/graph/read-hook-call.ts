import { z } from 'zod';
import type { HookReader, Notice, NoticeKind } from '@/lib/calendar/notice';

/** What Graph says of the subscription itself; everything else tells of a change. */
const lifecycle: ReadonlyMap<string, NoticeKind> = new Map([
  ['missed', 'missed'],
  ['reauthorizationRequired', 'expiring'],
  ['subscriptionRemoved', 'ended'],
]);

/** Graph tells several changes in one call; more than so many it never has. */
const mostNotices = 1_000;

const notifications = z.object({
  value: z
    .array(
      z.object({
        clientState: z.string().max(1_000).nullish(),
        lifecycleEvent: z.string().max(100).nullish(),
      }),
    )
    .max(mostNotices),
});

/**
 * A call of Graph: the check that the address answers, or change and lifecycle notifications.
 * https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
 */
export const readHookCall: HookReader = ({ query, body }) => {
  const { validationToken } = query;
  if (validationToken !== undefined) return { kind: 'echo', text: validationToken };
  const parsed = notifications.safeParse(body);
  if (!parsed.success) return null;
  const notices = parsed.data.value.map(
    ({ clientState, lifecycleEvent }): Notice => ({
      kind: lifecycle.get(lifecycleEvent ?? '') ?? 'changed',
      secret: clientState ?? '',
    }),
  );
  return { kind: 'notices', notices };
};
