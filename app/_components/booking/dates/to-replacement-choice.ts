import type { DateChoice } from '@/app/_components/booking/dates/date-choice';
import type { DateRow } from '@/app/_components/booking/dates/date-rows';
import type { Interval } from '@/lib/core/time/interval';

/** What a whole series is asked for, against which its single dates are told. */
export interface SeriesFrame {
  readonly roomIds: readonly string[];
  readonly durationMs: number;
}

/** Another room, another time, or both for one date; null when it is as the others after all. */
export function toReplacementChoice(
  row: DateRow,
  wanted: Interval & { readonly roomId: string | null },
  { roomIds, durationMs }: SeriesFrame,
): DateChoice | null {
  const { start, end, roomId } = wanted;
  const isOtherTime = start !== row.recurrenceId || end - start !== durationMs;
  const isOtherRoom = roomId !== null && !roomIds.includes(roomId);
  if (!isOtherTime && !isOtherRoom) return null;
  const replacesRoomId = roomIds.length > 1 ? replacedRoom(row, roomIds) : undefined;
  return {
    kind: 'replace',
    ...(isOtherRoom ? { roomId } : {}),
    ...(isOtherRoom && replacesRoomId !== undefined ? { replacesRoomId } : {}),
    ...(isOtherTime ? { time: { start, end } } : {}),
  };
}

/** The room that is taken then; of a date whose room was replaced before, the same again. */
function replacedRoom({ choice, told }: DateRow, roomIds: readonly string[]) {
  const before = choice?.kind === 'replace' ? choice.replacesRoomId : undefined;
  const taken = told.conflicts?.map(({ roomId }) => roomId).find((id) => roomIds.includes(id));
  return before ?? taken ?? roomIds[0];
}
