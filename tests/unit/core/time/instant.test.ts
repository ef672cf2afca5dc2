import { describe, expect, test } from 'vitest';
import { addMs, formatInstant, instant, parseInstant } from '@/lib/core/time/instant';

describe('parseInstant', () => {
  test.each([
    ['2026-11-23T09:30:00Z', '2026-11-23T09:30:00Z'],
    ['2026-11-23t09:30:00z', '2026-11-23T09:30:00Z'],
    ['2026-11-23T10:30:00+01:00', '2026-11-23T09:30:00Z'],
    ['2026-11-23T09:30:00.250Z', '2026-11-23T09:30:00.250Z'],
    ['2026-11-22T22:45:00-10:45', '2026-11-23T09:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
  ])('reads %s', (text, expected) => {
    const parsed = parseInstant(text);
    expect(parsed === null ? null : formatInstant(parsed)).toBe(expected);
  });

  test.each([
    '',
    '2026-11-23',
    '2026-11-23T09:30:00',
    '2026-11-23 09:30:00Z',
    '2026-11-23T09:30Z',
    '2026-11-23T09:30:00+0100',
    '2026-02-30T09:30:00Z',
    '2027-02-29T09:30:00Z',
    '2026-13-01T09:30:00Z',
    '2026-11-23T25:30:00Z',
    '2026-11-23T09:61:00Z',
    '1790000000000',
    ' 2026-11-23T09:30:00Z',
    '2026-11-23T09:30:00Z\n',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

test('instants are whole and safe numbers of milliseconds', () => {
  expect(() => instant(1.5)).toThrow(RangeError);
  expect(() => instant(Number.NaN)).toThrow(RangeError);
  expect(() => instant(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
  expect(addMs(instant(1_000), -2_000)).toBe(-1_000);
});
