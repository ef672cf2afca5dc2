import { expect, test } from 'vitest';
import type { DateRow } from '@/app/_components/booking/dates/date-rows';
import { toReplacementChoice } from '@/app/_components/booking/dates/to-replacement-choice';
import { addMs, formatInstant, hourMs, instant } from '@/lib/core/time/instant';

const start = instant(Date.UTC(2026, 11, 1, 13));
const end = addMs(start, hourMs);
const later = { start: end, end: addMs(end, hourMs) };

function row(changed: Partial<DateRow> = {}, takenRoomId = 'curie'): DateRow {
  const time = { start: formatInstant(start), end: formatInstant(end) };
  const told = {
    ...time,
    recurrenceId: time.start,
    roomIds: [],
    status: 'busy' as const,
    conflicts: [{ ...time, roomId: takenRoomId }],
  };
  return { recurrenceId: start, start, end, state: 'busy', choice: null, told, ...changed };
}

const one = { roomIds: ['curie'], durationMs: hourMs };
const two = { roomIds: ['lamarr', 'curie'], durationMs: hourMs };

test('names another room only, at the same time', () => {
  const wanted = { start, end, roomId: 'noether' };
  expect(toReplacementChoice(row(), wanted, one)).toEqual({ kind: 'replace', roomId: 'noether' });
});

test('names another time only, in the same room', () => {
  expect(toReplacementChoice(row(), { ...later, roomId: 'curie' }, one)).toEqual({
    kind: 'replace',
    time: later,
  });
});

test('is none for a date that is as the others after all', () => {
  const moved = row({ ...later, choice: { kind: 'replace', time: later } });
  expect(toReplacementChoice(moved, { start, end, roomId: null }, one)).toBeNull();
});

test('of several rooms it replaces the one that is taken', () => {
  const wanted = { start, end, roomId: 'noether' };
  expect(toReplacementChoice(row(), wanted, two)).toMatchObject({ replacesRoomId: 'curie' });
});

test('of several rooms it goes on to replace the same one', () => {
  const choice = { kind: 'replace', roomId: 'noether', replacesRoomId: 'lamarr' } as const;
  const again = row({ choice }, 'noether');
  const wanted = { start, end, roomId: 'hopper' };
  expect(toReplacementChoice(again, wanted, two)).toEqual({
    kind: 'replace',
    roomId: 'hopper',
    replacesRoomId: 'lamarr',
  });
});
