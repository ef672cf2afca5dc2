import { describe, expect, test } from 'vitest';
import { obstacleTo, shifted } from '@/app/(employee)/grid/carried';
import { dayAxis } from '@/app/(employee)/grid/day-axis';
import type { Stretch } from '@/app/(employee)/grid/room-day';
import { addMs, hourMs, minuteMs } from '@/lib/core/time/instant';
import { parseDate } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { given } from '@/tests/unit/app/grid/given';

const axis = dayAxis(given(parseDate('2026-11-24')), zoneId('Europe/Paris'));
const at = (hours: number) => addMs(axis.window.start, hours * hourMs);
const slot = (from: number, to: number) => ({ start: at(from), end: at(to) });

describe('shifted', () => {
  test('by the middle both ends move, by an edge that end alone', () => {
    expect(shifted(axis, slot(10, 11), 'whole', 2)).toEqual(slot(10.5, 11.5));
    expect(shifted(axis, slot(10, 11), 'start', 2)).toEqual(slot(10.5, 11));
    expect(shifted(axis, slot(10, 11), 'end', -2)).toEqual(slot(10, 10.5));
  });

  test('it snaps to quarters and keeps its length, and what is not moved stays as it is', () => {
    const odd = { start: addMs(at(10), 5 * minuteMs), end: addMs(at(10), 50 * minuteMs) };
    expect(shifted(axis, odd, 'whole', 0)).toEqual(odd);
    expect(shifted(axis, odd, 'whole', 1)).toEqual(slot(10.25, 11));
  });

  test('it never leaves the day and never becomes shorter than a quarter', () => {
    expect(shifted(axis, slot(23, 24), 'whole', 3)).toEqual(slot(23, 24));
    expect(shifted(axis, slot(0, 1), 'whole', -3)).toEqual(slot(0, 1));
    expect(shifted(axis, slot(10, 11), 'end', -9)).toEqual(slot(10, 10.25));
    expect(shifted(axis, slot(10, 11), 'start', 9)).toEqual(slot(10.75, 11));
  });
});

describe('shifted by longer steps', () => {
  const hourly = dayAxis(axis.date, axis.zone, 60);

  test('it snaps to full cells', () => {
    expect(shifted(hourly, slot(10.25, 10.75), 'whole', 1)).toEqual(slot(11, 11.5));
    expect(shifted(hourly, slot(10, 11), 'end', 1)).toEqual(slot(10, 12));
  });

  test('what is shorter than a step is made longer, never shorter', () => {
    expect(shifted(hourly, slot(10, 10.5), 'end', -1)).toEqual(slot(10, 10.5));
    expect(shifted(hourly, slot(10, 11), 'end', -1)).toEqual(slot(10, 11));
    expect(shifted(hourly, slot(10, 10.5), 'start', 1)).toEqual(slot(10, 10.5));
  });
});

describe('obstacleTo', () => {
  const taken = { title: null, organizer: null, isPrivate: false, isOver: false };
  const day: readonly Stretch[] = [
    { ...slot(0, 9), state: 'free' },
    { ...slot(9, 10), ...taken, state: 'mine', bookingId: 'own' },
    { ...slot(10, 12), state: 'free' },
    { ...slot(12, 13), ...taken, state: 'mine', bookingId: 'other' },
    { ...slot(13, 24), state: 'unknown', reason: 'timeout' },
  ];

  test('the own old place is not in the way, another own booking is', () => {
    expect(obstacleTo(day, slot(8.5, 11), 'own')).toBeNull();
    expect(obstacleTo(day, slot(8.5, 11), null)?.state).toBe('mine');
    expect(obstacleTo(day, slot(11, 12.5), 'own')?.state).toBe('mine');
  });

  test('what only touches is not in the way; what is not known is', () => {
    expect(obstacleTo(day, slot(10, 12), 'own')).toBeNull();
    expect(obstacleTo(day, slot(14, 15), 'own')?.state).toBe('unknown');
  });
});
