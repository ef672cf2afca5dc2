import { describe, expect, test } from 'vitest';
import { type DateChoices, skipsOf, withChoice } from '@/app/_components/booking/dates/date-choice';
import {
  chosenReplacements,
  isTrouble,
  sumDates,
  toDateRows,
  toSeriesInput,
} from '@/app/_components/booking/dates/date-rows';
import { addMs, formatInstant, hourMs, instant } from '@/lib/core/time/instant';
import type { PreviewAnswer } from '@/lib/http/contract/bookings';

const first = instant(Date.UTC(2026, 11, 1, 13));
const nth = (index: number) => addMs(first, index * 7 * 24 * hourMs);

function preview(...statuses: PreviewAnswer['occurrences'][number]['status'][]): PreviewAnswer {
  return {
    occurrences: statuses.map((status, index) => ({
      recurrenceId: formatInstant(nth(index)),
      start: formatInstant(nth(index)),
      end: formatInstant(addMs(nth(index), hourMs)),
      roomIds: [],
      status,
    })),
    bounded: null,
    free: statuses.filter((status) => status === 'free').length,
  };
}

const none: DateChoices = new Map();
const later = { start: addMs(nth(1), hourMs), end: addMs(nth(1), 2 * hourMs) };
const laterText = { start: formatInstant(later.start), end: formatInstant(later.end) };

describe('the dates of a series', () => {
  test('are booked only where they are known to be free', () => {
    const rows = toDateRows(preview('free', 'busy', 'unknown', 'policy', 'free'), none);
    expect(sumDates(rows)).toEqual({
      all: 5,
      booked: 2,
      free: 2,
      busy: 1,
      policy: 1,
      unknown: 1,
      skipped: 0,
      beyond: 0,
    });
    const exceptions = [1, 2, 3].map((index) => formatInstant(nth(index)));
    expect(toSeriesInput(rows, ['lamarr'])).toEqual({ exceptions });
  });

  test('that are all free say nothing of single dates', () => {
    expect(toSeriesInput(toDateRows(preview('free', 'free'), none), ['lamarr'])).toEqual({});
  });

  test('may be left out, also where they are free', () => {
    const choices = withChoice(none, nth(0), { kind: 'skip' });
    const rows = toDateRows(preview('free', 'free'), choices);
    expect(sumDates(rows)).toMatchObject({ booked: 1, free: 2, skipped: 1 });
    expect(toSeriesInput(rows, ['lamarr'])).toEqual({ exceptions: [formatInstant(nth(0))] });
    expect(rows.map(isTrouble)).toEqual([false, false]);
  });

  test('may be had in another room or at another time, once that is free', () => {
    const choices = new Map([
      [nth(0), { kind: 'replace', roomId: 'noether' }],
      [nth(1), { kind: 'replace', time: later }],
    ] as const);
    const asked = [
      { recurrenceId: formatInstant(nth(0)), roomId: 'noether' },
      { recurrenceId: formatInstant(nth(1)), ...laterText },
    ];
    expect(chosenReplacements(choices, ['lamarr'])).toEqual({ replacements: asked });
    const rows = toDateRows(preview('free', 'busy', 'free'), choices);
    expect(rows.map(isTrouble)).toEqual([true, true, false]);
    expect(toSeriesInput(rows, ['lamarr'])).toEqual({
      exceptions: [formatInstant(nth(1))],
      replacements: [asked[0]],
    });
  });

  test('of several rooms name each that is another, or at another time', () => {
    const roomIds = ['lamarr', 'hopper'];
    const room = { kind: 'replace', roomId: 'noether', replacesRoomId: 'hopper' } as const;
    const recurrenceId = formatInstant(nth(1));
    const inNoether = { recurrenceId, roomId: 'noether', replacesRoomId: 'hopper' };
    expect(chosenReplacements(new Map([[nth(1), room]]), roomIds)).toEqual({
      replacements: [inNoether],
    });
    expect(chosenReplacements(new Map([[nth(1), { ...room, time: later }]]), roomIds)).toEqual({
      replacements: [
        { recurrenceId, replacesRoomId: 'lamarr', ...laterText },
        { ...inNoether, ...laterText },
      ],
    });
  });

  test('that are too far ahead are counted apart, and not booked', () => {
    const violations = [{ rule: 'booking-window' as const, message: 'Too far.', limit: 180 }];
    const answer = preview('free', 'policy');
    const [near, far] = answer.occurrences;
    if (!near || !far) throw new Error('no dates');
    const rows = toDateRows({ ...answer, occurrences: [near, { ...far, violations }] }, none);
    expect(sumDates(rows)).toMatchObject({ all: 1, booked: 1, policy: 0, beyond: 1 });
    expect(toSeriesInput(rows, ['lamarr'])).toEqual({ exceptions: [far.recurrenceId] });
  });
});

describe('choices', () => {
  test('can be taken back', () => {
    const choices = withChoice(none, nth(0), { kind: 'skip' });
    expect(withChoice(choices, nth(0), null)).toEqual(new Map());
    expect(choices.size).toBe(1);
  });

  test('of a room or a time do not outlive the rule that they were made for', () => {
    const skipped = withChoice(none, nth(0), { kind: 'skip' });
    const all = withChoice(skipped, nth(1), { kind: 'replace', roomId: 'noether' });
    expect(skipsOf(all)).toEqual(skipped);
  });
});
