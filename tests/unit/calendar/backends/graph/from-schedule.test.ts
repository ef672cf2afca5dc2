import { expect, test } from 'vitest';
import {
  fromSchedules,
  type ScheduleInformation,
  type Whose,
} from '@/lib/calendar/backends/graph/from-schedule';
import { addMs, type Instant, minuteMs, parseInstant } from '@/lib/core/time/instant';

const at = (text: string) => parseInstant(text) as Instant;
const room = { roomId: 'r', address: { email: 'Curie@Example.org' } };
const window = { start: at('2027-03-02T08:00:00Z'), end: at('2027-03-02T18:00:00Z') };
const wall = (dateTime: string, timeZone = 'UTC') => ({ dateTime, timeZone });

const question = { rooms: [room], whose: 'rooms', window, viewStart: window.start } as const;

function answerFor(schedule: Partial<ScheduleInformation>, whose: Whose = 'rooms') {
  const whole = { scheduleId: 'curie@example.org', ...schedule } as ScheduleInformation;
  const [answer] = fromSchedules([whole], { ...question, whose });
  return answer;
}

function item(status: string, from: string, to: string, zone?: string) {
  return { status, start: wall(from, zone), end: wall(to, zone) };
}

test('everything but free and tentative is busy, and free is nothing', () => {
  const scheduleItems = ['free', 'Tentative', 'busy', 'oof', 'workingElsewhere', 'unknown', ''].map(
    (status, hour) =>
      item(status, `2027-03-02T0${hour + 1}:00:00`, `2027-03-02T0${hour + 1}:30:00`, 'Etc/GMT+8'),
  );
  const answer = answerFor({ scheduleItems, availabilityView: '' });
  expect(answer?.known && answer.busy.map(({ kind }) => kind)).toEqual([
    'tentative',
    'busy',
    'busy',
    'busy',
    'busy',
    'busy',
  ]);
});

test('people who work elsewhere can be met, and perhaps not in a room', () => {
  const scheduleItems = [
    item('workingElsewhere', '2027-03-02T09:00:00', '2027-03-02T09:30:00'),
    item('oof', '2027-03-02T10:00:00', '2027-03-02T10:30:00'),
  ];
  const availabilityView = `${'0'.repeat(12)}4413${'0'.repeat(24)}`;
  const answer = answerFor({ scheduleItems, availabilityView }, 'people');
  expect(answer?.known && answer.busy.map(({ kind }) => kind)).toEqual([
    'tentative',
    'busy',
    'tentative',
    'busy',
  ]);
});

test('pieces are clipped to the window and sorted', () => {
  const answer = answerFor({
    scheduleItems: [
      item('busy', '2027-03-02T17:00:00.0000000', '2027-03-03T09:00:00.0000000'),
      item('busy', '2027-03-01T09:00:00', '2027-03-02T08:30:00'),
      item('busy', '2027-03-02T18:00:00', '2027-03-02T19:00:00'),
    ],
  });
  expect(answer?.known && answer.busy).toEqual([
    { start: window.start, end: at('2027-03-02T08:30:00Z'), kind: 'busy' },
    { start: at('2027-03-02T17:00:00Z'), end: window.end, kind: 'busy' },
  ]);
});

test('where items are kept back the view speaks, in whole cells', () => {
  const availabilityView = `${'0'.repeat(4)}112${'0'.repeat(33)}`;
  const answer = answerFor({ scheduleItems: [], availabilityView });
  const from = (cells: number) => addMs(window.start, cells * 15 * minuteMs);
  expect(answer?.known && answer.busy).toEqual([
    { start: from(4), end: from(6), kind: 'tentative' },
    { start: from(6), end: from(7), kind: 'busy' },
  ]);
});

test('items that tell their times are believed before the view', () => {
  const answer = answerFor({
    scheduleItems: [item('busy', '2027-03-02T09:05:00', '2027-03-02T09:10:00')],
    availabilityView: `${'0'.repeat(4)}2${'0'.repeat(35)}`,
  });
  expect(answer?.known && answer.busy).toEqual([
    { start: at('2027-03-02T09:05:00Z'), end: at('2027-03-02T09:10:00Z'), kind: 'busy' },
  ]);
});

test.each([
  [{ error: { responseCode: 'ErrorMailRecipientNotFound' } }, 'room-not-found'],
  [{ error: { responseCode: 'ErrorNoFreeBusyAccess' } }, 'forbidden'],
  [{ error: { responseCode: 'ErrorSomethingNew' }, scheduleItems: [] }, 'bad-response'],
  [{ scheduleItems: null, availabilityView: null }, 'bad-response'],
  [{ scheduleItems: [item('busy', 'yesterday', 'today')] }, 'bad-response'],
  [
    { scheduleItems: [item('busy', '2027-03-02T09:00:00', '2027-03-02T10:00:00', 'Nowhere')] },
    'bad-response',
  ],
])('%j is not known', (schedule, code) => {
  const answer = answerFor(schedule as Partial<ScheduleInformation>);
  expect(answer?.known === false && answer.error.code).toBe(code);
});

test('a room that the answer leaves out is not known', () => {
  const [answer] = fromSchedules([], question);
  expect(answer?.known).toBe(false);
});
