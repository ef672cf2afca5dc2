import { describe, expect, test } from 'vitest';
import { daysAround, personStateAt } from '@/app/_components/booking/people/person-state';
import { formatInstant, hourMs, type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { PersonAvailabilityAnswer } from '@/lib/http/contract/people';

const at = (time: string) => parseInstant(`2026-11-24T${time}:00Z`) as Instant;
const span = (start: string, end: string) => ({ start: at(start), end: at(end) });
const wanted = span('14:00', '15:00');

type Kind = PersonAvailabilityAnswer['busy'][number]['kind'];

function stateOf(...busy: readonly (readonly [start: string, end: string, kind?: Kind])[]) {
  const pieces = busy.map(([start, end, kind = 'busy']) => ({
    start: formatInstant(at(start)),
    end: formatInstant(at(end)),
    kind,
  }));
  const asOf = formatInstant(at('08:00'));
  return personStateAt({ email: 'a@example.org', status: 'known', asOf, busy: pieces }, wanted);
}

describe('the days around a time', () => {
  const paris = zoneId('Europe/Paris');
  const told = (start: string, end: string) => {
    const read = (text: string) => parseInstant(text) as Instant;
    const days = daysAround({ start: read(start), end: read(end) }, paris);
    return [formatInstant(days.start), formatInstant(days.end)];
  };

  test('go from midnight to midnight on the room’s clock', () => {
    expect(told('2026-11-24T14:00:00Z', '2026-11-24T15:00:00Z')).toEqual([
      '2026-11-23T23:00:00Z',
      '2026-11-24T23:00:00Z',
    ]);
  });

  test('end with the midnight at which the time ends', () => {
    expect(told('2026-11-24T22:00:00Z', '2026-11-24T23:00:00Z')[1]).toBe('2026-11-24T23:00:00Z');
    expect(told('2026-11-24T22:00:00Z', '2026-11-24T23:00:01Z')[1]).toBe('2026-11-25T23:00:00Z');
  });

  test('are shorter where the clocks are', () => {
    const [start, end] = told('2027-03-28T10:00:00Z', '2027-03-28T11:00:00Z');
    const hours = ((parseInstant(end ?? '') ?? 0) - (parseInstant(start ?? '') ?? 0)) / hourMs;
    expect(hours).toBe(23);
  });
});

describe('somebody at that time', () => {
  test('is free where nothing overlaps it, until what comes next', () => {
    expect(stateOf()).toEqual({ kind: 'free', until: null });
    expect(stateOf(['13:00', '14:00'])).toEqual({ kind: 'free', until: null });
    expect(stateOf(['17:00', '18:00'], ['15:00', '16:00', 'tentative'])).toEqual({
      kind: 'free',
      until: at('15:00'),
    });
  });

  test('is taken by every stretch in the way, each whole', () => {
    expect(stateOf(['13:30', '14:15'], ['14:10', '14:20'], ['14:45', '16:00'])).toEqual({
      kind: 'busy',
      times: [span('13:30', '14:20'), span('14:45', '16:00')],
    });
  });

  test('is taken as long as stretches touch', () => {
    expect(stateOf(['14:30', '15:00'], ['15:00', '16:00', 'tentative'])).toEqual({
      kind: 'busy',
      times: [span('14:30', '16:00')],
    });
  });

  test('is perhaps taken where nothing else is in the way', () => {
    expect(stateOf(['14:30', '15:30', 'tentative'], ['16:00', '17:00'])).toEqual({
      kind: 'tentative',
      times: [span('14:30', '15:30')],
    });
  });

  test.each([['nobody', 'nobody'] as const, [undefined, 'unreadable'] as const])(
    'of whom nothing is known is never free, for the reason %s',
    (reason, told) => {
      const asOf = formatInstant(at('08:00'));
      const answer = { email: 'a@example.org', asOf, busy: [], ...(reason ? { reason } : {}) };
      const state = personStateAt({ ...answer, status: 'unknown' }, wanted);
      expect(state).toEqual({ kind: 'unknown', reason: told });
    },
  );
});
