import { describe, expect, test } from 'vitest';
import { offerAt, selectionBetween } from '@/app/(employee)/grid/booking-offer';
import { cellAt, dayAxis } from '@/app/(employee)/grid/day-axis';
import { defaultPolicy } from '@/lib/core/policy/room-policy';
import { parseInstant } from '@/lib/core/time/instant';
import { parseDate } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { given } from '@/tests/unit/app/grid/given';

const axis = dayAxis(given(parseDate('2026-11-24')), zoneId('UTC'));

function at(clock: string) {
  return given(parseInstant(`2026-11-24T${clock}:00Z`));
}

function stretch(from: string, to: string) {
  return { start: at(from), end: at(to) };
}

describe('offerAt', () => {
  const offer = (free: ReturnType<typeof stretch>, clock: string, rules = {}) =>
    offerAt(axis, free, cellAt(axis, at(clock)), { ...defaultPolicy, ...rules });

  test('half an hour from the quarter that was clicked', () => {
    expect(offer(stretch('09:00', '12:00'), '10:20')).toEqual(stretch('10:15', '10:45'));
  });

  test('only until the next meeting', () => {
    expect(offer(stretch('09:00', '10:40'), '10:20')).toEqual(stretch('10:15', '10:40'));
  });

  test('not before the last meeting has ended', () => {
    expect(offer(stretch('10:05', '12:00'), '10:10')).toEqual(stretch('10:05', '10:35'));
  });

  test('as long as the room asks for at least, and no longer than it allows', () => {
    const free = stretch('09:00', '12:00');
    expect(offer(free, '10:00', { minDurationMinutes: 60 })).toEqual(stretch('10:00', '11:00'));
    expect(offer(free, '10:00', { maxDurationMinutes: 20 })).toEqual(stretch('10:00', '10:20'));
  });
});

describe('with longer cells', () => {
  const hourly = dayAxis(axis.date, axis.zone, 60);
  const free = stretch('09:00', '12:20');

  test('an offer fills its cell, as far as it is free', () => {
    const offer = (clock: string) =>
      offerAt(hourly, free, cellAt(hourly, at(clock)), defaultPolicy);
    expect(offer('10:40')).toEqual(stretch('10:00', '11:00'));
    expect(offer('12:10')).toEqual(stretch('12:00', '12:20'));
  });

  test('a selection grows by cells', () => {
    const [ten, eleven] = [cellAt(hourly, at('10:10')), cellAt(hourly, at('11:10'))];
    expect(selectionBetween(hourly, free, ten, eleven)).toEqual(stretch('10:00', '12:00'));
  });
});

describe('selectionBetween', () => {
  const select = (free: ReturnType<typeof stretch>, anchor: string, head: string) =>
    selectionBetween(axis, free, cellAt(axis, at(anchor)), cellAt(axis, at(head)));

  test('takes both quarters and all between them, in either direction', () => {
    const free = stretch('09:00', '12:00');
    expect(select(free, '10:00', '10:45')).toEqual(stretch('10:00', '11:00'));
    expect(select(free, '10:45', '10:00')).toEqual(stretch('10:00', '11:00'));
    expect(select(free, '10:00', '10:00')).toEqual(stretch('10:00', '10:15'));
  });

  test('ends where the free stretch ends, however far the mouse goes', () => {
    const free = stretch('09:05', '10:10');
    expect(select(free, '09:30', '14:00')).toEqual(stretch('09:30', '10:10'));
    expect(select(free, '09:30', '02:00')).toEqual(stretch('09:05', '09:45'));
  });
});
