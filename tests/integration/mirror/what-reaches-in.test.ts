import { expect, it } from 'vitest';
import { addMs, hourMs, minuteMs } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { hours, roomRef, withMirror } from '@/tests/integration/mirror/scene';

/** Where the statements draw the line between what is short and what is long. */
const edgeMs = 4 * hourMs;
const around = [-minuteMs, 0, minuteMs];

const window = hours(20, 2);
const starts = [-12 * hourMs, ...around.map((ms) => ms - edgeMs), ...around, 1.5 * hourMs].map(
  (ms) => addMs(window.start, ms),
);
const startsOfEnd = around.map((ms) => addMs(window.end, ms));
const lengths = [30 * minuteMs, ...around.map((ms) => edgeMs + ms), 11 * hourMs, 13 * hourMs];
const all: readonly Interval[] = [...starts, ...startsOfEnd].flatMap((start) =>
  lengths.map((ms) => ({ start, end: addMs(start, ms) })),
);

const inOrder = (times: readonly Interval[]) =>
  times
    .map(({ start, end }) => ({ start, end }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);

it('whatever overlaps a window is read once, short or long, wherever it began', async () => {
  await withMirror(async ({ mock, refresh, stored }) => {
    for (const times of all) mock.controls.writeOutside([roomRef], times);
    await refresh();
    const { busy } = await stored.mirrored([roomRef.roomId], window);
    const expected = all.filter((times) => overlaps(times, window));
    expect(expected.length).toBeGreaterThan(20);
    expect(inOrder(busy)).toEqual(inOrder(expected));
  });
});
