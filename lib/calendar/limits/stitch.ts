import type { RoomFreeBusy } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import type { BusyInterval } from '@/lib/core/availability/busy';
import type { Instant } from '@/lib/core/time/instant';
import { byStart, type Interval } from '@/lib/core/time/interval';

/** What was answered for one room in one piece of the window. */
export interface AnsweredPiece {
  readonly window: Interval;
  readonly answer: RoomFreeBusy;
}

/**
 * One room's answers for touching windows, in order, as one answer for the whole. One piece that is
 * not known, or that nobody answered, makes the whole not known.
 */
export function stitch(
  roomId: string,
  windows: readonly Interval[],
  pieces: readonly AnsweredPiece[],
): RoomFreeBusy {
  if (windows.length === 0 || pieces.length !== windows.length) {
    const error = new BackendError('bad-response', 'a part of the window was not answered');
    return { roomId, known: false, error };
  }
  const busy: BusyInterval[] = [];
  let impaired: BackendError | undefined;
  for (const { window, answer } of pieces) {
    if (!answer.known) return answer;
    impaired ??= answer.impaired;
    for (const piece of answer.busy) append(busy, piece, window.start);
  }
  return { roomId, known: true, busy: busy.sort(byStart), ...(impaired ? { impaired } : {}) };
}

/** An event that a cut went through comes in two touching pieces: they are one again. */
function append(busy: BusyInterval[], piece: BusyInterval, cut: Instant): void {
  const index =
    piece.start === cut
      ? busy.findIndex(
          ({ end, kind, uid }) => end === cut && kind === piece.kind && uid === piece.uid,
        )
      : -1;
  const other = busy[index];
  if (other === undefined) busy.push(piece);
  else busy[index] = { ...other, end: piece.end };
}
