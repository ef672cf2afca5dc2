import type { RoomFreeBusy, RoomRef } from '@/lib/calendar/backend';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import { isStretch } from '@/lib/calendar/limits/is-stretch';
import { withinWindow } from '@/lib/core/availability/busy';
import type { Interval } from '@/lib/core/time/interval';

/**
 * A backend's free/busy answers, clipped and sorted; a room whose answer is malformed is not known.
 * @throws BackendError `bad-response` when there is not one answer per room, in order: then nobody
 * can tell whose is whose.
 */
export function checkFreeBusy(
  answers: readonly RoomFreeBusy[],
  rooms: readonly RoomRef[],
  window: Interval,
): readonly RoomFreeBusy[] {
  const matches =
    Array.isArray(answers) &&
    answers.length === rooms.length &&
    rooms.every((room, index) => answers[index]?.roomId === room.roomId);
  if (!matches) {
    throw new BackendError('bad-response', 'free/busy answers do not match the rooms asked');
  }
  return answers.map((answer) => checkAnswer(answer, window));
}

function checkAnswer(answer: RoomFreeBusy, window: Interval): RoomFreeBusy {
  const { roomId } = answer;
  if (answer.known === false && isBackendError(answer.error)) return answer;
  const wellFormed =
    answer.known === true && Array.isArray(answer.busy) && answer.busy.every(isBusyStretch);
  if (wellFormed) {
    const { impaired } = answer;
    const busy = withinWindow(answer.busy, window);
    return { roomId, known: true, busy, ...(isBackendError(impaired) ? { impaired } : {}) };
  }
  return {
    roomId,
    known: false,
    error: new BackendError('bad-response', 'a malformed free/busy answer'),
  };
}

function isBusyStretch(piece: { readonly kind: string } & Interval): boolean {
  return isStretch(piece) && (piece.kind === 'busy' || piece.kind === 'tentative');
}
