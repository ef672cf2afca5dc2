import { expect, test } from 'vitest';
import { dayAxis } from '@/app/(employee)/grid/day-axis';
import { printedWindow } from '@/app/(employee)/grid/print/printed-window';
import type { Stretch } from '@/app/(employee)/grid/room-day';
import { parseInstant } from '@/lib/core/time/instant';
import { parseDate } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { given } from '@/tests/unit/app/grid/given';

const axis = dayAxis(given(parseDate('2026-11-24')), zoneId('Europe/Paris'));
const at = (clock: string) => given(parseInstant(`2026-11-24T${clock}:00+01:00`));
const from = (start: string, end: string) => ({ start: at(start), end: at(end) });
const nobodys = { title: null, organizer: null, bookingId: null, isPrivate: false, isOver: false };
const taken = (start: string, end: string): Stretch => ({
  ...from(start, end),
  ...nobodys,
  state: 'busy',
});

test('a day is printed from 8:00 to 19:00', () => {
  expect(printedWindow(axis, [])).toEqual(from('08:00', '19:00'));
  const closed: Stretch = { ...from('00:00', '23:00'), state: 'out' };
  expect(printedWindow(axis, [[closed], [taken('09:00', '10:00')]])).toEqual(
    from('08:00', '19:00'),
  );
});

test('and as many full hours more as any room is taken', () => {
  const days = [[taken('06:45', '07:15')], [taken('20:00', '21:05')]];
  expect(printedWindow(axis, days)).toEqual(from('06:00', '22:00'));
});

test('but never beyond the day', () => {
  const { start, end } = axis.window;
  const whole: Stretch = { start, end, ...nobodys, state: 'busy' };
  expect(printedWindow(axis, [[whole]])).toEqual({ start, end });
});
