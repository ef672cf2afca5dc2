import type { Notice, NoticeKind } from '@/lib/calendar/notice';
import type { PushDeps } from '@/lib/services/push/push-deps';
import { isPushSecret } from '@/lib/services/push/push-secret';

export type ReceiveDeps = Pick<PushDeps, 'push' | 'mirror' | 'bookings' | 'clock' | 'log'>;

const speaksOfRoom: readonly NoticeKind[] = ['changed', 'missed', 'ended'];
const speaksOfSubscription: readonly NoticeKind[] = ['expiring', 'ended'];

/**
 * Takes what a calendar system says at one address. What shows the wrong secret, or comes to an address
 * that is nobody's, changes nothing; nor does any notice change more than when something is looked at:
 * the room's calendar, the bookings that wait for the room, the subscription. That is the jobs' work.
 */
export async function receiveNotices(
  deps: ReceiveDeps,
  hookId: string,
  notices: readonly Notice[],
): Promise<void> {
  const hook = await deps.push.find(hookId);
  const agreed = hook?.secretHash ?? null;
  const believed = agreed ? notices.filter(({ secret }) => isPushSecret(secret, agreed)) : [];
  if (believed.length < notices.length) {
    const unbelieved = notices.length - believed.length;
    deps.log.warn({ hookId, unbelieved, isKnown: hook !== null }, 'notices are not believed');
  }
  if (!hook || believed.length === 0) return;
  const kinds = new Set(believed.map(({ kind }) => kind));
  if (speaksOfRoom.some((kind) => kinds.has(kind))) {
    await deps.mirror.wake([hook.roomId]);
    await deps.bookings.wakeAwaiting([hook.roomId], deps.clock.now());
  }
  if (speaksOfSubscription.some((kind) => kinds.has(kind))) await deps.push.hurry(hookId);
}
