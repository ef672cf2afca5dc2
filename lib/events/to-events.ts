import type { ChangeEvent, OutboxLine } from '@/lib/core/changes/change';
import {
  formatPosition,
  hasSeen,
  isBehind,
  type Mark,
  type Position,
} from '@/lib/core/changes/position';

/** A line and the event that tells of it. */
export interface LineEvent {
  readonly line: OutboxLine;
  readonly event: ChangeEvent;
}

/**
 * The lines between two marks, by id, as events: each can be gone on from. Of several lines about
 * the same the last one tells all.
 */
export function toEvents(from: Mark, upTo: Mark, lines: readonly OutboxLine[]): LineEvent[] {
  const lastAbout = new Map(lines.map((line) => [subjectOf(line), line]));
  const told = lines.filter((line) => lastAbout.get(subjectOf(line)) === line);
  const last = told.at(-1);
  return told.map((line) => {
    const within = line === last ? null : { upTo, lineId: line.lineId };
    const position = within === null ? { mark: upTo, within } : { mark: from, within };
    return { line, event: { id: formatPosition(position), change: line.change } };
  });
}

/**
 * What a reader missed who comes back at a position, up to a mark. One who left in the middle of a
 * reading is given the rest of that first, so that its place stays in terms of the marks it knows.
 */
export function missedEvents(
  position: Position,
  upTo: Mark,
  lines: readonly OutboxLine[],
): LineEvent[] {
  const missed = lines.filter((line) => isBehind(upTo, line) && !hasSeen(position, line));
  const { mark, within } = position;
  if (within === null) return toEvents(mark, upTo, missed);
  const rest = missed.filter((line) => isBehind(within.upTo, line));
  const newer = missed.filter((line) => !isBehind(within.upTo, line));
  return [...toEvents(mark, within.upTo, rest), ...toEvents(within.upTo, upTo, newer)];
}

export function reachedEvent(mark: Mark): ChangeEvent {
  return { id: formatPosition({ mark, within: null }), change: { topic: 'reached' } };
}

export function resetEvent(mark: Mark): ChangeEvent {
  return { id: formatPosition({ mark, within: null }), change: { topic: 'reset' } };
}

function subjectOf({ organisationId, change }: OutboxLine): string {
  const about =
    change.topic === 'booking'
      ? [change.bookingId, change.organizerId, change.bookedById]
      : [change.roomId, change.start, change.end];
  return [organisationId, change.topic, ...about].join(' ');
}
