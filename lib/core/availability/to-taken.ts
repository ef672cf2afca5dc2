import { type BusyInterval, withinWindow } from '@/lib/core/availability/busy';
import type { RoomOccurrence, TakenInterval } from '@/lib/core/availability/room-taken';
import { type Interval, overlaps } from '@/lib/core/time/interval';

/**
 * Busy times of a room's calendar, each with the booking of ours that explains it, and the bookings
 * that it lacks; clipped to the window, by start.
 */
export function toTaken(
  busy: readonly BusyInterval[],
  occurrences: readonly RoomOccurrence[],
  window: Interval,
): readonly TakenInterval[] {
  const fromCalendar = busy.map(({ start, end, kind, uid }) => {
    const piece = { start, end, kind, ...(uid === undefined ? {} : { uid }) };
    return { ...piece, occurrence: explain(piece, occurrences) };
  });
  const explained = new Set(fromCalendar.map((piece) => piece.occurrence));
  const onlyOurs = occurrences
    .filter((occurrence) => !explained.has(occurrence))
    .map((occurrence) => {
      const { start, end, uid } = occurrence;
      return { start, end, uid, kind: 'busy' as const, occurrence };
    });
  return withinWindow([...fromCalendar, ...onlyOurs], window);
}

function explain(
  piece: BusyInterval,
  occurrences: readonly RoomOccurrence[],
): RoomOccurrence | null {
  if (occurrences.length === 0) return null;
  const overlapping = occurrences.filter((occurrence) => overlaps(occurrence, piece));
  const byUid = overlapping.find((occurrence) => piece.uid?.startsWith(occurrence.uid));
  const byTime = overlapping.find(
    (occurrence) => occurrence.start <= piece.start && piece.end <= occurrence.end,
  );
  return byUid ?? (piece.uid === undefined ? (byTime ?? null) : null);
}
