import { expect, test } from 'vitest';
import { fromWindowsZone, windowsZoneNames } from '@/lib/calendar/backends/shared/windows-zones';

test('every Windows name of CLDR is a zone that this runtime knows', () => {
  expect(windowsZoneNames).toHaveLength(139);
  expect(windowsZoneNames.filter((name) => fromWindowsZone(name) === null)).toEqual([]);
});

test('case and blanks do not count; other names are null', () => {
  expect(fromWindowsZone(' romance STANDARD time ')).toBe('Europe/Paris');
  expect(fromWindowsZone('Europe/Paris')).toBeNull();
  expect(fromWindowsZone('constructor')).toBeNull();
});
