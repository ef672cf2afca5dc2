import { expect, test } from 'vitest';
import { toWindowsZone } from '@/lib/calendar/backends/shared/to-windows-zone';
import { fromWindowsZone, windowsZoneNames } from '@/lib/calendar/backends/shared/windows-zones';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

const from = parseInstant('2027-01-01T00:00:00Z') as Instant;

test.each([
  ['Europe/Paris', 'Romance Standard Time'],
  ['Australia/Lord_Howe', 'Lord Howe Standard Time'],
  ['Africa/Casablanca', 'Morocco Standard Time'],
  ['America/Toronto', 'Eastern Standard Time'],
  ['Europe/Brussels', 'Romance Standard Time'],
  ['Asia/Kolkata', 'India Standard Time'],
  ['Europe/Kyiv', 'FLE Standard Time'],
  ['UTC', 'UTC'],
])('%s is %s', (zone, name) => {
  expect(toWindowsZone(zoneId(zone), from)).toBe(name);
});

test('every Windows zone is found again under a name that shows the same clock', () => {
  for (const name of windowsZoneNames) {
    const zone = zoneId(fromWindowsZone(name) ?? '');
    expect([name, toWindowsZone(zone, from)]).toEqual([name, expect.any(String)]);
  }
});

test('a zone with a clock of its own has none', () => {
  expect(toWindowsZone(zoneId('Antarctica/Troll'), from)).toBeNull();
});
