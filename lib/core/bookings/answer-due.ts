import type { RoomPolicy, UnansweredMode } from '@/lib/core/policy/room-policy';
import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';

/** Until when a room's own answer is waited for, and what happens otherwise. */
export interface AnswerDue {
  readonly at: Instant;
  readonly otherwise: UnansweredMode;
}

type AnswerPolicy = Pick<RoomPolicy, 'answerDueMinutes' | 'whenUnanswered'>;

/** When the answer to a request made at that moment is due by the room's policy. */
export function answerDueOf(
  { answerDueMinutes, whenUnanswered }: AnswerPolicy,
  requestedAt: Instant,
): AnswerDue {
  return { at: addMs(requestedAt, answerDueMinutes * minuteMs), otherwise: whenUnanswered };
}

/** Of several rooms the deadline that matters: the first at which the whole is taken back, if any. */
export function answerDueOfRooms(
  policies: readonly AnswerPolicy[],
  requestedAt: Instant,
): AnswerDue | null {
  const dues = policies
    .map((policy) => answerDueOf(policy, requestedAt))
    .sort((a, b) => a.at - b.at);
  return dues.find(({ otherwise }) => otherwise === 'withdraw') ?? dues[0] ?? null;
}

/** Whether the policy takes back a request made then that the room has not answered until now. */
export function isGivenUp(policy: AnswerPolicy, requestedAt: Instant, now: Instant): boolean {
  const { at, otherwise } = answerDueOf(policy, requestedAt);
  return otherwise === 'withdraw' && at <= now;
}
