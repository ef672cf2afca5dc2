import type { Problem } from '@/lib/http/contract/problem';

/**
 * The rooms that are asked for when an alternative is taken up: another room takes the place of the
 * one that cannot be had; another time leaves the rooms as they are.
 */
export function roomsWithAlternative(
  roomIds: readonly string[],
  alternativeId: string,
  conflicts: Problem['conflicts'],
): readonly string[] {
  if (roomIds.includes(alternativeId)) return roomIds;
  const taken = conflicts?.map(({ roomId }) => roomId).find((id) => roomIds.includes(id));
  const replaced = taken ?? roomIds[0];
  return roomIds.map((id) => (id === replaced ? alternativeId : id));
}
