import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { dateOf, dayWindow, toInstant, toWallTime, type WallTime } from '@/lib/core/time/wall-time';
import { type ZoneId, zoneId } from '@/lib/core/time/zone';

/** Half-hour changes, a month without one, odd offsets, changes at midnight, a day that never was. */
const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/St_Johns',
  'Pacific/Apia',
  'America/Havana',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/Caracas',
  'Antarctica/Troll',
  'UTC',
].map(zoneId);

const fromMs = Date.UTC(2009, 0, 1);
const toMs = Date.UTC(2030, 0, 1);

const formats = new Map<ZoneId, Intl.DateTimeFormat>();

/** The oracle: what Intl says that clocks show, as if it were UTC. */
function shownMs(epochMs: number, zone: ZoneId): number {
  const format = formats.get(zone) ?? newFormat(zone);
  formats.set(zone, format);
  const part = Object.fromEntries(
    format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function newFormat(timeZone: ZoneId): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

function offsetMs(epochMs: number, zone: ZoneId): number {
  return shownMs(epochMs, zone) - Math.floor(epochMs / 1_000) * 1_000;
}

interface Change {
  readonly zone: ZoneId;
  /** The first minute of the new offset. */
  readonly atMs: number;
}

/** Every change of offset in these years, found by looking and halving. */
function changesOf(zone: ZoneId): readonly Change[] {
  const changes: Change[] = [];
  for (let at = fromMs; at < toMs; at += 5 * dayMs) {
    const end = at + 5 * dayMs;
    const step = 12 * hourMs;
    for (let low = at; low < end; low += step) {
      if (offsetMs(low, zone) !== offsetMs(low + step, zone)) {
        changes.push({ zone, atMs: halve(low, low + step, zone) });
      }
    }
  }
  return changes;
}

function halve(lowMs: number, highMs: number, zone: ZoneId): number {
  let [low, high] = [lowMs, highMs];
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetMs(middle, zone) === offsetMs(low, zone)) low = middle;
    else high = middle;
  }
  return high;
}

/** RFC 5545 section 3.3.5, by trying every offset that the zone has around that time. */
function oracleInstant(wallMs: number, zone: ZoneId): number {
  const offsets = new Set<number>();
  for (let at = wallMs - 30 * hourMs; at <= wallMs + 30 * hourMs; at += 30 * minuteMs) {
    offsets.add(offsetMs(at, zone));
  }
  const fits = [...offsets]
    .map((offset) => wallMs - offset)
    .filter((at) => shownMs(at, zone) === wallMs);
  if (fits.length > 0) return Math.min(...fits);
  // Skipped: no clock showed it. The offset before is the one in force when the gap began.
  const [first = 0] = [...offsets];
  let last = first;
  for (let at = wallMs - 30 * hourMs; shownMs(at, zone) < wallMs; at += minuteMs) {
    last = offsetMs(at, zone);
  }
  return wallMs - last;
}

function toWall(wallMs: number): WallTime {
  const date = new Date(wallMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

const changes = zones.flatMap(changesOf);
/** Minutes and seconds around a change, near it more often than far. */
const nearby = fc
  .oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -1_800, max: 1_800 }))
  .chain((minute) => fc.constantFrom(0, 1, 59).map((second) => minute * minuteMs + second * 1_000));
const aroundChange = fc.record({ change: fc.constantFrom(...changes), deltaMs: nearby });
const anyTime = fc.record({
  zone: fc.constantFrom(...zones),
  epochMs: fc.integer({ min: fromMs / 1_000, max: toMs / 1_000 }).map((second) => second * 1_000),
});

test('the zones here have changed their clocks often enough to be a test', () => {
  expect(changes.length).toBeGreaterThan(350);
  expect(new Set(changes.map(({ zone }) => zone)).size).toBeGreaterThanOrEqual(13);
});

describe('wall time agrees with Intl', () => {
  test('from an instant, at any time', () => {
    fc.assert(
      fc.property(anyTime, ({ zone, epochMs }) => {
        expect(toWallTime(instant(epochMs), zone)).toEqual(toWall(shownMs(epochMs, zone)));
      }),
    );
  });

  test('from an instant, around a change', () => {
    fc.assert(
      fc.property(aroundChange, ({ change: { zone, atMs }, deltaMs }) => {
        const at = instant(atMs + deltaMs);
        expect(toWallTime(at, zone)).toEqual(toWall(shownMs(at, zone)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('to an instant, around a change, gaps and overlaps among it', () => {
    fc.assert(
      fc.property(aroundChange, fc.boolean(), ({ change: { zone, atMs }, deltaMs }, before) => {
        const shown = shownMs(before ? atMs - minuteMs : atMs, zone) + deltaMs;
        expect(toInstant(toWall(shown), zone)).toBe(oracleInstant(shown, zone));
      }),
      { numRuns: 1_000 },
    );
  });

  test('there and back is the same, but for the second of two equal hours', () => {
    fc.assert(
      fc.property(aroundChange, ({ change: { zone, atMs }, deltaMs }) => {
        const at = instant(atMs + deltaMs);
        const back = toInstant(toWallTime(at, zone), zone);
        expect(back).toBeLessThanOrEqual(at);
        expect(toWallTime(back, zone)).toEqual(toWallTime(at, zone));
      }),
    );
  });
});

describe('a day', () => {
  // Not every instant of its date: St. John's once went from 00:01 back to the evening before.
  test('is from the first instant under its date to the first under a later one', () => {
    fc.assert(
      fc.property(aroundChange, ({ change: { zone, atMs }, deltaMs }) => {
        const at = instant(atMs + deltaMs);
        const today = dayOf(at, zone);
        const { start, end } = dayWindow(dateOf(at, zone), zone);
        expect(start).toBeLessThanOrEqual(at);
        expect(dayOf(start, zone)).toBe(today);
        expect(dayOf(end, zone)).toBeGreaterThan(today);
        for (let before = 1; before < 3 * hourMs; before += minuteMs) {
          expect(dayOf(start - before, zone)).toBeLessThan(today);
          expect(dayOf(end - before, zone)).toBeLessThanOrEqual(today);
        }
      }),
    );
  });
});

function dayOf(epochMs: number, zone: ZoneId): number {
  return Math.floor(shownMs(epochMs, zone) / dayMs);
}
