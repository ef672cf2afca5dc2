import { describe, expect, test } from 'vitest';
import {
  mainStretch,
  type RoomDayQuestion,
  roomDay,
  type Stretch,
  stretchAt,
  type TakenPiece,
} from '@/app/(employee)/grid/room-day';
import { defaultPolicy } from '@/lib/core/policy/room-policy';
import { parseInstant } from '@/lib/core/time/instant';
import { dayWindow, minuteOfDay, parseDate, toWallTime } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { formatMinuteOfDay } from '@/lib/i18n/format-minutes';
import { given } from '@/tests/unit/app/grid/given';

const zone = zoneId('Europe/Paris');
const window = dayWindow(given(parseDate('2026-11-24')), zone);

function at(clock: string) {
  return given(parseInstant(`2026-11-24T${clock}:00+01:00`));
}

function piece(
  from: string,
  to: string,
  state: TakenPiece['state'] = 'busy',
  title: string | null = null,
): TakenPiece {
  return {
    start: at(from),
    end: at(to),
    state,
    title,
    organizer: null,
    bookingId: null,
    isPrivate: false,
  };
}

function dayWith(taken: readonly TakenPiece[], change: Partial<RoomDayQuestion> = {}) {
  return roomDay({
    window,
    reading: { status: 'known', taken },
    policy: defaultPolicy,
    timeZone: zone,
    role: 'employee',
    presentQuarter: window.start,
    ...change,
  });
}

/** `08:00–10:00 busy`, as short as a test can be read. */
function written(day: readonly Stretch[]): readonly string[] {
  const clock = (instant: Stretch['start']) =>
    formatMinuteOfDay(minuteOfDay(toWallTime(instant, zone)));
  return day.map(({ start, end, state }) => `${clock(start)}–${clock(end)} ${state}`);
}

describe('what of a cell a key is about', () => {
  const mainOf = (from: string, to: string, ...taken: readonly TakenPiece[]) =>
    mainStretch(dayWith(taken), { start: at(from), end: at(to) })?.state;

  test('what it begins with, if that can be booked or is one’s own', () => {
    expect(mainOf('09:00', '10:00', piece('09:30', '10:00'))).toBe('free');
    expect(mainOf('09:00', '10:00', piece('08:00', '09:30', 'mine'))).toBe('mine');
  });

  test('else what follows in it and can be', () => {
    expect(mainOf('09:00', '10:00', piece('08:00', '09:30'))).toBe('free');
    const both = [piece('09:00', '09:30'), piece('09:30', '10:00', 'mine')];
    expect(mainOf('09:00', '10:00', ...both)).toBe('mine');
    expect(mainOf('09:00', '10:00', piece('08:00', '12:00'))).toBe('busy');
  });

  test('nothing outside the day', () => {
    const before = { start: at('00:00'), end: at('00:00') };
    expect(mainStretch(dayWith([]), before)).toBeNull();
  });
});

describe('what is not known', () => {
  test('fills the whole day and is never free', () => {
    const reading = { status: 'unknown', reason: 'timeout' } as const;
    expect(dayWith([], { reading })).toEqual([{ ...window, state: 'unknown', reason: 'timeout' }]);
  });

  test('neither is what is still to come', () => {
    expect(written(dayWith([], { reading: { status: 'loading' } }))).toEqual([
      '00:00–00:00 loading',
    ]);
  });
});

describe('meetings', () => {
  test('leave the rest of the day free', () => {
    expect(
      written(dayWith([piece('09:00', '10:30'), piece('13:05', '14:00', 'tentative')])),
    ).toEqual([
      '00:00–09:00 free',
      '09:00–10:30 busy',
      '10:30–13:05 free',
      '13:05–14:00 tentative',
      '14:00–00:00 free',
    ]);
  });

  test('are cut at midnight', () => {
    const overnight = {
      ...piece('09:00', '10:00'),
      start: given(parseInstant('2026-11-23T20:00:00+01:00')),
    };
    expect(written(dayWith([overnight]))).toEqual(['00:00–10:00 busy', '10:00–00:00 free']);
  });

  test('that overlap show the own one first, then what is certain', () => {
    const day = dayWith([
      piece('09:00', '11:00', 'tentative'),
      piece('10:00', '12:00', 'busy'),
      piece('10:30', '11:30', 'mine'),
    ]);
    expect(written(day).slice(1, -1)).toEqual([
      '09:00–10:00 tentative',
      '10:00–10:30 busy',
      '10:30–11:30 mine',
      '11:30–12:00 busy',
    ]);
  });

  test('follow each other without a gap, whatever they are', () => {
    const day = dayWith([piece('08:00', '09:00'), piece('08:30', '08:45', 'hold')], {
      presentQuarter: at('08:15'),
    });
    expect(day.at(0)?.start).toBe(window.start);
    expect(day.at(-1)?.end).toBe(window.end);
    for (const [index, stretch] of day.slice(1).entries()) {
      expect(stretch.start).toBe(day[index]?.end);
    }
  });
});

describe('the past', () => {
  test('ends with the quarter of an hour that has begun', () => {
    const day = dayWith([piece('07:00', '08:00'), piece('09:00', '10:00')], {
      presentQuarter: at('09:30'),
    });
    expect(written(day)).toEqual([
      '00:00–07:00 past',
      '07:00–08:00 busy',
      '08:00–09:00 past',
      '09:00–10:00 busy',
      '10:00–00:00 free',
    ]);
    expect(day.flatMap((stretch) => ('isOver' in stretch ? [stretch.isOver] : []))).toEqual([
      true,
      false,
    ]);
  });
});

describe('rules of the room', () => {
  const tuesday = { weekday: 2, opensMinute: 8 * 60, closesMinute: 19 * 60 };

  test('outside its hours it is closed, and meetings there still show', () => {
    const policy = { ...defaultPolicy, openingHours: [tuesday] };
    expect(written(dayWith([piece('18:30', '19:30')], { policy }))).toEqual([
      '00:00–08:00 closed',
      '08:00–18:30 free',
      '18:30–19:30 busy',
      '19:30–00:00 closed',
    ]);
  });

  test('on a weekday without hours it is closed all day', () => {
    const policy = { ...defaultPolicy, openingHours: [{ ...tuesday, weekday: 3 }] };
    expect(written(dayWith([], { policy }))).toEqual(['00:00–00:00 closed']);
  });

  test('hours until midnight reach the end of the day', () => {
    const policy = { ...defaultPolicy, openingHours: [{ ...tuesday, closesMinute: 1_440 }] };
    expect(written(dayWith([], { policy })).at(-1)).toBe('08:00–00:00 free');
  });

  test('nobody may book a room that is out of service', () => {
    const policy = { ...defaultPolicy, whoMayBook: 'nobody' } as const;
    expect(written(dayWith([piece('09:00', '10:00')], { policy, role: 'admin' }))).toEqual([
      '00:00–09:00 out',
      '09:00–10:00 busy',
      '10:00–00:00 out',
    ]);
  });

  test.each([
    ['who-may-book', { whoMayBook: 'manager' }],
    ['approval', { approval: 'manager' }],
  ] as const)('%s closes it to those who may not, and to nobody else', (rule, change) => {
    const policy = { ...defaultPolicy, ...change };
    expect(dayWith([], { policy })).toEqual([{ ...window, state: 'closed', rule }]);
    expect(written(dayWith([], { policy, role: 'manager' }))).toEqual(['00:00–00:00 free']);
  });

  test('notice is counted from the end of the quarter that has begun', () => {
    const policy = { ...defaultPolicy, minNoticeMinutes: 60 };
    const day = dayWith([], { policy, presentQuarter: at('09:30') });
    expect(written(day)).toEqual(['00:00–09:30 past', '09:30–10:45 closed', '10:45–00:00 free']);
  });

  test('days beyond the booking window cannot be had', () => {
    const policy = { ...defaultPolicy, bookingWindowDays: 1 };
    const presentQuarter = given(parseInstant('2026-11-23T12:00:00+01:00'));
    expect(written(dayWith([], { policy, presentQuarter }))).toEqual([
      '00:00–12:00 free',
      '12:00–00:00 closed',
    ]);
  });
});

describe('stretchAt', () => {
  test('a stretch has its start and not its end', () => {
    const day = dayWith([piece('09:00', '10:00')]);
    expect(stretchAt(day, at('09:00'))?.state).toBe('busy');
    expect(stretchAt(day, at('10:00'))?.state).toBe('free');
    expect(stretchAt(day, window.end)).toBeNull();
  });
});
