import { describe, expect, test } from 'vitest';
import type { Stretch } from '@/app/(employee)/grid/room-day';
import { onlyState, shareOf, stripOf } from '@/app/(employee)/grid/week/day-strip';
import { formatInstant, parseInstant } from '@/lib/core/time/instant';
import { parseDate } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { given } from '@/tests/unit/app/grid/given';

const paris = zoneId('Europe/Paris');
const at = (clock: string) => given(parseInstant(`2026-11-24T${clock}:00+01:00`));
const from = (start: string, end: string) => ({ start: at(start), end: at(end) });

describe('the strip of a day', () => {
  const strip = stripOf(given(parseDate('2026-11-24')), paris);

  test('goes from 7 to 21 on the wall clock, whatever clocks do at night', () => {
    expect(strip).toEqual(from('07:00', '21:00'));
    const autumn = stripOf(given(parseDate('2026-10-25')), paris);
    expect(formatInstant(autumn.start)).toBe('2026-10-25T06:00:00Z');
  });

  test('has every stretch where it is', () => {
    expect(shareOf(strip, from('14:00', '17:30'))).toEqual({ from: 0.5, to: 0.75 });
    expect(shareOf(strip, from('06:00', '14:00'))).toEqual({ from: 0, to: 0.5 });
  });

  test('keeps what is outside at its ends', () => {
    expect(shareOf(strip, from('05:00', '06:00'))).toEqual({ from: 0, to: 0 });
    expect(shareOf(strip, from('22:00', '23:00'))).toEqual({ from: 1, to: 1 });
  });
});

describe('onlyState', () => {
  const free: Stretch = { ...from('00:00', '12:00'), state: 'free' };
  const out: Stretch = { ...from('12:00', '23:00'), state: 'out' };
  const unknown: Stretch = { ...from('00:00', '23:00'), state: 'unknown', reason: 'timeout' };

  test('a day of one state, unless that is free', () => {
    expect(onlyState([unknown])).toBe(unknown);
    expect(onlyState([out, out])).toBe(out);
    expect(onlyState([free])).toBeNull();
    expect(onlyState([free, out])).toBeNull();
    expect(onlyState([])).toBeNull();
  });

  test('of a day that has begun, what is left counts', () => {
    const past: Stretch = { ...from('00:00', '12:00'), state: 'past' };
    expect(onlyState([past, unknown])).toBe(unknown);
    expect(onlyState([past, free])).toBeNull();
    expect(onlyState([past])).toBe(past);
  });
});
