import { allDates } from '../events/series-dates';
import type { EventContent, StoredEvent } from '../events/stored-event';
import { badRequest } from '../graph-failure';
import { formatWall, wallIn } from '../zones';

const yearMs = 366 * 86_400_000;

/** Exchange lets no date of a series move to the day of, or past, the one before or after it. */
export function checkNeighbours(
  event: StoredEvent,
  originalStartMs: number,
  content: EventContent,
): void {
  const others = allDates(event, Math.max(originalStartMs, content.start.atMs) + yearMs)
    .filter((date) => date.originalStartMs !== originalStartMs)
    .map((date) => ({ original: date.originalStartMs ?? 0, at: date.content.start.atMs }));
  const dayOf = (atMs: number) => formatWall(wallIn(atMs, event.start.zone)).slice(0, 10);
  const before = others.filter(({ original }) => original < originalStartMs).at(-1);
  const after = others.find(({ original }) => original > originalStartMs);
  const day = dayOf(content.start.atMs);
  if ((before && day <= dayOf(before.at)) || (after && day >= dayOf(after.at))) {
    throw badRequest(
      'ErrorOccurrenceCrossingBoundary',
      'Modified occurrence is crossing or overlapping adjacent occurrence.',
    );
  }
}
