import { describe, expect, test } from 'vitest';
import {
  cellAt,
  cellInterval,
  cellOfHour,
  dayAxis,
  positionOf,
} from '@/app/(employee)/grid/day-axis';
import type { Zoom } from '@/app/(employee)/grid/zoom';
import { addMs, formatInstant, hourMs, minuteMs, parseInstant } from '@/lib/core/time/instant';
import { formatDate, parseDate, toWallTime } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { given } from '@/tests/unit/app/grid/given';

const paris = zoneId('Europe/Paris');

function axisOf(date: string, zone = paris, zoom: Zoom = 15) {
  return dayAxis(given(parseDate(date)), zone, zoom);
}

describe('dayAxis', () => {
  test.each([
    ['an ordinary day', '2026-11-24', 'Europe/Paris', 96, 24],
    ['the day that loses an hour', '2026-03-29', 'Europe/Paris', 92, 23],
    ['the day that gains an hour', '2026-10-25', 'Europe/Paris', 100, 25],
    ['the day that loses half an hour', '2026-10-04', 'Australia/Lord_Howe', 94, 23],
    ['a zone a quarter of an hour off', '2026-11-24', 'Asia/Kathmandu', 96, 24],
  ])('%s has its own length', (_, date, zone, cells, hours) => {
    const axis = axisOf(date, zoneId(zone));
    expect(axis.cells).toBe(cells);
    expect(axis.hours).toHaveLength(hours);
    expect(axis.hours.reduce((sum, { span }) => sum + span, 0)).toBe(cells);
  });

  test('shows every full hour of the wall clock, the repeated one twice, the skipped one never', () => {
    const shown = (date: string) => axisOf(date).hours.map(({ at }) => toWallTime(at, paris).hour);
    expect(shown('2026-10-25').slice(0, 5)).toEqual([0, 1, 2, 2, 3]);
    expect(shown('2026-03-29').slice(0, 4)).toEqual([0, 1, 3, 4]);
  });

  test('finds 8:00 where the day has it', () => {
    expect(cellOfHour(axisOf('2026-11-24'), 8)).toBe(32);
    expect(cellOfHour(axisOf('2026-03-29'), 8)).toBe(28);
    expect(cellOfHour(axisOf('2026-10-25'), 8)).toBe(36);
  });
});

describe('seen from farther', () => {
  test.each([
    ['an ordinary day', '2026-11-24', 'Europe/Paris', 24],
    ['the day that loses an hour', '2026-03-29', 'Europe/Paris', 23],
    ['the day that gains an hour', '2026-10-25', 'Europe/Paris', 25],
    ['the day that loses half an hour', '2026-10-04', 'Australia/Lord_Howe', 24],
  ])('%s has a cell for each hour', (_, date, zone, cells) => {
    const axis = axisOf(date, zoneId(zone), 60);
    expect(axis.cells).toBe(cells);
    expect(cellInterval(axis, cells - 1).end).toBe(axis.window.end);
    expect(axis.hours.map(({ at }) => at)).toEqual(
      axisOf(date, zoneId(zone)).hours.map(({ at }) => at),
    );
  });

  test('hours stand where their cells are', () => {
    const axis = axisOf('2026-10-25', paris, 30);
    expect(axis.hours.map(({ cell }) => cell)).toEqual(
      Array.from({ length: 25 }, (_, hour) => hour * 2),
    );
    expect(cellOfHour(axis, 8)).toBe(18);
  });
});

describe('places on the axis', () => {
  const axis = axisOf('2026-11-24');

  test('an instant stands where it is in the day, in quarters with a fraction', () => {
    expect(positionOf(axis, addMs(axis.window.start, hourMs + 6 * minuteMs))).toBeCloseTo(4.4);
  });

  test('what lies outside the day is kept at its edges', () => {
    expect(positionOf(axis, addMs(axis.window.start, -hourMs))).toBe(0);
    expect(positionOf(axis, addMs(axis.window.end, hourMs))).toBe(96);
    expect(cellAt(axis, axis.window.end)).toBe(95);
  });

  test('a quarter begins where the one before it ends', () => {
    const { start, end } = cellInterval(axis, 37);
    expect(formatInstant(start)).toBe('2026-11-24T08:15:00Z');
    expect(cellInterval(axis, 38).start).toBe(end);
    expect(cellAt(axis, start)).toBe(37);
    expect(cellAt(axis, addMs(end, -1))).toBe(37);
  });

  test('the window is the day of the zone', () => {
    expect(axis.window.start).toBe(parseInstant('2026-11-23T23:00:00Z'));
    expect(formatDate(axis.date)).toBe('2026-11-24');
  });
});
