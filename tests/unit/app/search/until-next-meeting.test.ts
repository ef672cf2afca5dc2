import { expect, test } from 'vitest';
import { untilNextMeeting } from '@/app/(employee)/_search/until-next-meeting';
import { defaultPolicy, type RoomPolicy } from '@/lib/core/policy/room-policy';
import { addMs, formatInstant, instant, minuteMs } from '@/lib/core/time/instant';
import type { SearchHit } from '@/lib/http/contract/search';

/** Tuesday, eleven o'clock in Paris. */
const start = instant(Date.parse('2026-11-24T10:00:00Z'));
const wanted = { start, end: addMs(start, 15 * minuteMs) };

function endFor(freeUntil: string | undefined, policy: Partial<RoomPolicy> = {}): string {
  const room = {
    id: 'curie',
    name: 'Curie',
    buildingId: 'b',
    building: 'House',
    floor: '1',
    floorLevel: 1,
    capacity: 8,
    features: [],
    accessible: true,
    timeZone: 'Europe/Paris',
    photoUrl: null,
    connectionId: 'c',
    backend: 'local',
    policy: { ...defaultPolicy, ...policy, openingHours: [...(policy.openingHours ?? [])] },
  } satisfies SearchHit['room'];
  const hit: SearchHit = { room, available: true, ...(freeUntil ? { freeUntil } : {}) };
  const time = untilNextMeeting(hit, wanted);
  expect(time.start).toBe(start);
  return formatInstant(time.end).slice(11, 16);
}

const hours = (closesMinute: number, opensMinute = 480, weekday = 2) => [
  { weekday, opensMinute, closesMinute },
];

test.each([
  ['the next meeting', '2026-11-24T11:30:00Z', {}, '11:30'],
  ['what both keep around them', '2026-11-24T11:30:00Z', { bufferAfterMinutes: 10 }, '11:20'],
  ['the closing, on the clock of the room', undefined, { openingHours: hours(13 * 60) }, '12:00'],
  [
    'the last closing of hours without a break',
    undefined,
    { openingHours: [...hours(720), ...hours(780, 720)] },
    '12:00',
  ],
  ['a break', undefined, { openingHours: [...hours(720), ...hours(1080, 780)] }, '11:00'],
  ['the longest that one may book', undefined, { maxDurationMinutes: 60 }, '11:00'],
  ['four hours, where nothing else ends it', undefined, {}, '14:00'],
] as const)('a room can be had until %s', (_what, freeUntil, policy, end) => {
  expect(endFor(freeUntil, policy as Partial<RoomPolicy>)).toBe(end);
});

test('what was asked for can always be had', () => {
  expect(endFor('2026-11-24T10:15:00Z', { bufferBeforeMinutes: 10 })).toBe('10:15');
});
