import { describe, expect, test } from 'vitest';
import {
  nextSlot,
  resolveSearch,
  type SearchSurroundings,
} from '@/app/(employee)/_search/resolve-search';
import { readSearchState } from '@/app/(employee)/_search/search-state';
import { formatInstant, type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { BuildingAnswer } from '@/lib/http/contract/places';

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

function building(id: string, timeZone: string): BuildingAnswer {
  return { id, name: id, address: null, timeZone, roomCount: 3, floors: [] };
}

const around: SearchSurroundings = {
  now: at('2026-11-23T09:07:00Z'),
  readerZone: zoneId('Europe/Brussels'),
  buildings: [
    building('montreal', 'America/Montreal'),
    building('paris', 'Europe/Paris'),
    building('reunion', 'Indian/Reunion'),
  ],
  rememberedBuildingId: null,
};

const resolve = (address: string, changed: Partial<SearchSurroundings> = {}) =>
  resolveSearch(readSearchState(new URLSearchParams(address)), { ...around, ...changed });

describe('the next quarter of an hour', () => {
  test.each([
    ['2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z'],
    ['2026-11-23T09:00:01Z', '2026-11-23T09:15:00Z'],
    ['2026-11-23T23:59:00Z', '2026-11-24T00:00:00Z'],
  ])('from %s is %s', (now, expected) => {
    expect(formatInstant(nextSlot(at(now)))).toBe(expected);
  });
});

describe('a building', () => {
  test('nobody chose: the first whose clocks show the reader’s time', () => {
    expect(resolve('').building?.id).toBe('paris');
  });

  test('nobody chose and none is near: the first', () => {
    expect(resolve('', { readerZone: zoneId('Asia/Tokyo') }).building?.id).toBe('montreal');
  });

  test('chosen before on this device wins over the nearest', () => {
    expect(resolve('', { rememberedBuildingId: 'reunion' }).building?.id).toBe('reunion');
  });

  test('of the address wins over the remembered', () => {
    const chosen = resolve('building=montreal', { rememberedBuildingId: 'reunion' });
    expect(chosen.building?.id).toBe('montreal');
  });

  test('that is gone gives way to the nearest', () => {
    expect(resolve('building=gone', { rememberedBuildingId: 'gone-too' }).building?.id).toBe(
      'paris',
    );
  });

  test('may be any, and then the reader’s own clock counts', () => {
    const { building: none, zone } = resolve('building=all');
    expect(none).toBeNull();
    expect(zone).toBe('Europe/Brussels');
  });
});

describe('the wanted time', () => {
  const wanted = (address: string, changed: Partial<SearchSurroundings> = {}) => {
    const { start, end } = resolve(address, changed).wanted;
    return [formatInstant(start), formatInstant(end)];
  };

  test('is the next slot when nothing is chosen', () => {
    expect(wanted('')).toEqual(['2026-11-23T09:15:00Z', '2026-11-23T09:45:00Z']);
  });

  test('of another day starts at nine on the building’s clock', () => {
    expect(wanted('date=2026-11-24&building=reunion')[0]).toBe('2026-11-24T05:00:00Z');
  });

  test('is meant on the building’s clock', () => {
    expect(wanted('time=14:00&minutes=45&building=montreal')).toEqual([
      '2026-11-23T19:00:00Z',
      '2026-11-23T19:45:00Z',
    ]);
  });

  test('is of the day that it is there, not here', () => {
    const now = at('2026-11-23T22:30:00Z');
    const { date } = resolve('building=reunion', { now });
    expect(date).toEqual({ year: 2026, month: 11, day: 24 });
  });

  test('just before midnight is of the day that begins', () => {
    const { date, minuteOfDay } = resolve('', { now: at('2026-11-23T22:50:00Z') });
    expect({ date, minuteOfDay }).toEqual({
      date: { year: 2026, month: 11, day: 24 },
      minuteOfDay: 0,
    });
  });

  test('skipped by a clock change is read with the clock before it, and shown as it will be', () => {
    const { wanted: slot, minuteOfDay } = resolve('date=2027-03-28&time=02:30&building=paris');
    expect(formatInstant(slot.start)).toBe('2027-03-28T01:30:00Z');
    expect(minuteOfDay).toBe(3 * 60 + 30);
  });
});
