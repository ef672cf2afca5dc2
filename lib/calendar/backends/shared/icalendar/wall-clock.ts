import { dayMs } from '@/lib/core/time/instant';
import type { WallTime } from '@/lib/core/time/wall-time';

/** What a clock on a wall shows, as the milliseconds that it would be in UTC. */
export type WallMs = number;

export interface ParsedWall {
  readonly wall: WallMs;
  readonly utc: boolean;
  readonly dateOnly: boolean;
}

// ical.js writes a DATE that was not declared as one with empty fields of time behind it.
const dateTime = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})(Z)?|T?:*)$/;

/**
 * Reads an RFC 5545 DATE or DATE-TIME, with or without the punctuation of jCal (RFC 7265); null
 * for anything else. A leap second counts as the second before it.
 */
export function parseWall(text: string): ParsedWall | null {
  const match = dateTime.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 60) return null;
  const wall = wallOf(year, month, day) + timeOfDay(hour, minute, Math.min(second, 59));
  const check = new Date(wall);
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return null;
  return { wall, utc: match[7] === 'Z', dateOnly: match[4] === undefined };
}

/** Midnight of a date. `Date.UTC` alone would read years below 100 as of the last century. */
export function wallOf(year: number, month: number, day: number): WallMs {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

export function timeOfDay(hour: number, minute: number, second: number): number {
  return ((hour * 60 + minute) * 60 + second) * 1_000;
}

export function startOfWallDay(wall: WallMs): WallMs {
  return Math.floor(wall / dayMs) * dayMs;
}

export function toWallFields(wall: WallMs): WallTime {
  const date = new Date(wall);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

export function fromWallFields(time: WallTime): WallMs {
  return wallOf(time.year, time.month, time.day) + timeOfDay(time.hour, time.minute, time.second);
}

/** `2026-11-23T09:30:00`, as jCal (RFC 7265) writes a time without a zone. */
export function toJcalWall(wall: WallMs): string {
  return new Date(wall).toISOString().slice(0, 19);
}
