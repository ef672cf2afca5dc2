import { expect, test } from 'vitest';
import { parseZone, zoneId } from '@/lib/core/time/zone';

test.each(['Europe/Paris', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5', 'Asia/Calcutta'])(
  '%s is a zone',
  (name) => {
    expect(parseZone(name)).toBe(name);
    expect(zoneId(name)).toBe(name);
  },
);

test.each([
  '',
  '+02:00',
  'Mars/Olympus',
  'Romance Standard Time',
  'Europe/Paris\n',
  'x'.repeat(500),
])('%j is none, however often it is asked', (name) => {
  expect(parseZone(name)).toBeNull();
  expect(parseZone(name)).toBeNull();
  expect(() => zoneId(name)).toThrow(RangeError);
});
