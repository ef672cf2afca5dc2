import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { expect, test } from 'vitest';
import { createReadingTurns } from '@/lib/calendar/backends/shared/reading-turns';

test('turns come in the order in which they were asked for', async () => {
  const turn = createReadingTurns();
  const seen: number[] = [];
  await Promise.all([0, 1, 2, 3].map(async (place) => turn().then(() => seen.push(place))));
  expect(seen).toEqual([0, 1, 2, 3]);
});

test('between two turns the loop takes in what has arrived', async () => {
  const turn = createReadingTurns();
  const seen: string[] = [];
  const readings = Array.from({ length: 50 }, () => turn().then(() => seen.push('reading')));
  const file = createReadStream(import.meta.filename);
  const arrived = once(file, 'data').then(() => seen.push('arrived'));
  await Promise.all([...readings, arrived]);
  file.destroy();
  expect(seen.indexOf('arrived')).toBeGreaterThan(0);
  expect(seen.indexOf('arrived')).toBeLessThan(50);
});
