import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAttendant } from '../../simulators/room-attendant/attendant';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('without a delay work is done at once, with one when it is over', () => {
  const done: string[] = [];
  const attendant = createAttendant();
  attendant.post('aurora', () => done.push('at once'));
  expect(done).toEqual(['at once']);
  attendant.setDelay(5_000);
  attendant.post('aurora', () => done.push('later'));
  vi.advanceTimersByTime(4_999);
  expect(done).toEqual(['at once']);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['at once', 'later']);
});

test('a room reads its post in order, however long each piece takes', () => {
  const done: string[] = [];
  const delays = [100, 0, 50];
  const attendant = createAttendant(() => delays.shift() ?? 0);
  for (const name of ['first', 'second', 'third']) attendant.post('aurora', () => done.push(name));
  attendant.post('borealis', () => done.push('elsewhere'));
  expect(done).toEqual(['elsewhere']);
  vi.advanceTimersByTime(99);
  expect(done).toEqual(['elsewhere']);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['elsewhere', 'first', 'second', 'third']);
});

test('held work waits for its release, and whoever waits for all of it is told', async () => {
  const done: string[] = [];
  const attendant = createAttendant();
  attendant.hold();
  attendant.post('aurora', () => done.push('held'));
  expect([done, attendant.pending()]).toEqual([[], 1]);
  const settled = attendant.settled();
  attendant.release();
  await settled;
  expect([done, attendant.pending()]).toEqual([['held'], 0]);
});

test('what is pending when it stops is never done', async () => {
  const done: string[] = [];
  const attendant = createAttendant(10);
  attendant.post('aurora', () => done.push('too late'));
  attendant.stop();
  vi.advanceTimersByTime(20);
  await attendant.settled();
  expect(done).toEqual([]);
});
