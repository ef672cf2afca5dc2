import { expect, test } from 'vitest';
import { toWindowsZone } from '@/lib/calendar/backends/shared/to-windows-zone';
import { fromWindowsZone, windowsZoneNames } from '@/lib/calendar/backends/shared/windows-zones';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

const during = {
  start: parseInstant('2027-01-01T00:00:00Z') as Instant,
  end: parseInstant('2029-06-01T00:00:00Z') as Instant,
};

test.each([
  ['Europe/Paris', 'Romance Standard Time'],
  ['Australia/Lord_Howe', 'Lord Howe Standard Time'],
  ['Africa/Casablanca', 'Morocco Standard Time'],
])('%s is %s', (zone, name) => {
  expect(toWindowsZone(zoneId(zone), during)).toBe(name);
});

test.each(['Europe/Madrid', 'America/Toronto', 'Europe/Kyiv', 'Asia/Kolkata', 'UTC'])(
  '%s has a counterpart that shows the same clock',
  (zone) => {
    const name = toWindowsZone(zoneId(zone), during);
    expect(windowsZoneNames).toContain(name);
    expect(fromWindowsZone(name ?? '')).not.toBeNull();
  },
);

test('a zone with a clock of its own has none', () => {
  expect(toWindowsZone(zoneId('Antarctica/Troll'), during)).toBeNull();
});
