import { formatWall, toEpochMs, wallIn } from '../zones';
import { dayNumber, expandPattern } from './expand-pattern';
import type { EventContent, StoredEvent } from './stored-event';

/** One date of an event as it stands in a calendar; of a single event, its only one. */
export interface EventDate {
  readonly event: StoredEvent;
  /** Null for a single event. */
  readonly originalStartMs: number | null;
  readonly isException: boolean;
  readonly content: EventContent;
}

const dayMs = 86_400_000;
const cache = new WeakMap<StoredEvent, { readonly untilMs: number; readonly starts: number[] }>();

/** The dates of an event that overlap a window (half-open), cancelled ones absent, in order. */
export function datesIn(event: StoredEvent, startMs: number, endMs: number): EventDate[] {
  return allDates(event, endMs).filter(
    ({ content }) => content.start.atMs < endMs && content.end.atMs > startMs,
  );
}

/** Every date that begins before `untilMs`, by its original start or by the one it was moved to. */
export function allDates(event: StoredEvent, untilMs: number): EventDate[] {
  if (event.recurrence === null) {
    return [{ event, originalStartMs: null, isException: false, content: event }];
  }
  const exceptional = [...event.exceptions.keys()];
  const starts = originalStarts(event, Math.max(untilMs, ...exceptional.map((at) => at + 1)));
  return starts
    .filter((at) => !event.cancelledStarts.has(at))
    .map((at) => dateAt(event, at))
    .filter(({ content }) => content.start.atMs < untilMs)
    .sort((a, b) => a.content.start.atMs - b.content.start.atMs);
}

/** The date of that original start, or null when the series has none or it was cancelled. */
export function findDate(event: StoredEvent, originalStartMs: number): EventDate | null {
  if (event.recurrence === null || event.cancelledStarts.has(originalStartMs)) return null;
  return originalStarts(event, originalStartMs + 1).includes(originalStartMs)
    ? dateAt(event, originalStartMs)
    : null;
}

/** Original starts before `untilMs`, cancelled ones among them. */
export function originalStarts(event: StoredEvent, untilMs: number): readonly number[] {
  const cached = cache.get(event);
  if (cached && cached.untilMs >= untilMs) return cached.starts.filter((at) => at < untilMs);
  const starts = computeStarts(event, untilMs);
  cache.set(event, { untilMs, starts });
  return starts;
}

function computeStarts(event: StoredEvent, untilMs: number): number[] {
  if (event.recurrence === null) return event.start.atMs < untilMs ? [event.start.atMs] : [];
  const zone = seriesZone(event);
  const timeOfDay = formatWall(wallIn(event.start.atMs, zone)).slice(10);
  const lastDay = Math.ceil(untilMs / dayMs) + 1;
  return expandPattern(event.recurrence, lastDay)
    .map((day) => toEpochMs(`${formatDay(day)}${timeOfDay}`, zone))
    .filter((at) => at < untilMs);
}

function dateAt(event: StoredEvent, originalStartMs: number): EventDate {
  const exception = event.exceptions.get(originalStartMs);
  const content = {
    ...event,
    start: { atMs: originalStartMs, zone: event.start.zone },
    end: { atMs: endOf(event, originalStartMs), zone: event.end.zone },
    ...exception?.changes,
  };
  return { event, originalStartMs, isException: exception !== undefined, content };
}

/** Series keep wall times: a date's end is as many days after, and at the clock time of, the first's. */
function endOf(event: StoredEvent, originalStartMs: number): number {
  const zone = seriesZone(event);
  const firstStart = formatWall(wallIn(event.start.atMs, zone));
  const firstEnd = formatWall(wallIn(event.end.atMs, zone));
  const days = dayNumber(firstEnd.slice(0, 10)) - dayNumber(firstStart.slice(0, 10));
  const startDay = dayNumber(formatWall(wallIn(originalStartMs, zone)).slice(0, 10));
  return toEpochMs(`${formatDay(startDay + days)}${firstEnd.slice(10)}`, zone);
}

export function seriesZone(event: StoredEvent): string {
  return event.recurrence?.range.recurrenceTimeZone || event.start.zone;
}

function formatDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
