import { expect, test } from 'vitest';
import {
  formatCursor,
  parseCursor,
  versionDigest,
} from '@/lib/calendar/backends/caldav/change-cursor';

test('a cursor comes back as what it was made of', () => {
  const token = { kind: 'token', token: 'http://radicale.org/ns/sync/0123' } as const;
  expect(parseCursor(formatCursor(token))).toEqual(token);
  const members = new Map([
    ['/room/a%20b.ics', versionDigest('"1"')],
    ['/room/of two words.ics', '-'],
  ]);
  const held = { kind: 'members', members } as const;
  expect(parseCursor(formatCursor(held))).toEqual(held);
  const empty = { kind: 'members', members: new Map() } as const;
  expect(parseCursor(formatCursor(empty))).toEqual(empty);
});

test.each(['', 'garbage', 'members:', 'members:%%%', 'data:,12'])('%j is no cursor', (text) => {
  expect(parseCursor(text)).toBeNull();
});

test('the cursor of a large room stays small', () => {
  const members = new Map(
    Array.from({ length: 550 }, (_each, at) => [
      `/caldav.php/curie/calendar/foyer-0198c0de-7a3b-7c11-9d2e-${String(at).padStart(12, '0')}.ics`,
      versionDigest(`"${at}"`),
    ]),
  );
  expect(formatCursor({ kind: 'members', members }).length).toBeLessThan(20_000);
});
