import { expect, test } from 'vitest';
import { digestOf, fromCursor, toCursor } from '@/lib/calendar/backends/graph/delta-cursor';
import { foldDelta } from '@/lib/calendar/backends/graph/fold-delta';
import { readGraphEvent } from '@/lib/calendar/backends/graph/from-graph-event';
import { addMs, dayMs, instant } from '@/lib/core/time/instant';
import { conceptBody, haveSamples } from '@/tests/unit/calendar/backends/graph/samples';

const nothing = { masters: [], dates: {} };
const gone = (id: string) => readGraphEvent({ id, '@removed': { reason: 'deleted' } });
const date = (id: string, seriesMasterId = 'series') =>
  readGraphEvent({ id, seriesMasterId, type: 'occurrence' });
const brief = ({ changes }: ReturnType<typeof foldDelta>) =>
  changes.map(({ id, removed }) => [id, removed]);

test('dates stand for their series, once', () => {
  const folded = foldDelta([date('one'), date('two')], nothing);
  expect(brief(folded)).toEqual([['series', false]]);
  expect(folded.masters).toEqual(['series']);
  expect(Object.keys(folded.dates)).toEqual([digestOf('one'), digestOf('two')]);
});

test('a date that is gone changes its series, the last one takes it along', () => {
  const known = foldDelta([date('one'), date('two')], nothing);
  const first = foldDelta([gone('one')], known);
  expect(brief(first)).toEqual([['series', false]]);
  const last = foldDelta([gone('two')], first);
  expect(brief(last)).toEqual([['series', true]]);
  expect(last.masters).toEqual(['']);
});

test('a series that is gone is told once, whatever is told of its dates', () => {
  const known = foldDelta([date('one'), date('two')], nothing);
  const folded = foldDelta([gone('one'), gone('series'), gone('two')], known);
  expect(brief(folded)).toEqual([['series', true]]);
  expect(folded.dates).toEqual({});
});

test('a series whose master is cancelled is gone, though its dates do not say so', () => {
  const master = readGraphEvent({ id: 'series', type: 'seriesMaster', isCancelled: true });
  for (const events of [
    [master, date('one'), date('two')],
    [date('one'), date('two'), master],
  ]) {
    expect(brief(foldDelta(events, nothing))).toEqual([['series', true]]);
  }
});

test('a cancelled copy is gone', () => {
  const cancelled = readGraphEvent({ id: 'single', isCancelled: true, type: 'singleInstance' });
  expect(brief(foldDelta([cancelled], nothing))).toEqual([['single', true]]);
});

test.runIf(haveSamples)("Microsoft's deltas are read", () => {
  const files = ['02', '03', '04'].map((part) => `delta-query-events__${part}.http.txt`);
  const pages = files.map((file) => {
    const { value } = conceptBody(file) as { readonly value: readonly unknown[] };
    return brief(foldDelta(value.map(readGraphEvent), nothing));
  });
  expect(pages.flat().filter(([, removed]) => removed)).toHaveLength(1);
});

test('a cursor is worth something for a while, and only where it comes from', () => {
  const begun = instant(Date.UTC(2027, 0, 1));
  const link = 'https://graph.example/v1.0/users/a/calendarView/delta?$deltatoken=x';
  const text = toCursor({ link, begun, masters: [], dates: {} });
  expect(fromCursor(text, 'https://graph.example', begun)?.link).toBe(link);
  expect(fromCursor(text, 'https://elsewhere.example', begun)).toBeNull();
  expect(fromCursor(text, 'https://graph.example', addMs(begun, 61 * dayMs))).toBeNull();
  for (const bogus of ['', 'garbage', '{"a":1}', 'null', '[]']) {
    expect(fromCursor(bogus, 'https://graph.example', begun)).toBeNull();
  }
});
