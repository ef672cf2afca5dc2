import type { Suggestion } from '@/lib/core/errors';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import {
  type AlternativesQuestion,
  findAlternatives,
} from '@/lib/services/booking/find-alternatives';

/** Up to three ways out, as far as they can be looked for; none, and a warning, where that fails. */
export async function lookForAlternatives(
  deps: BookingDeps,
  question: AlternativesQuestion,
): Promise<readonly Suggestion[]> {
  try {
    return await findAlternatives(deps, question);
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ roomId: question.room.id, code }, 'no alternatives could be looked for');
    return [];
  }
}
