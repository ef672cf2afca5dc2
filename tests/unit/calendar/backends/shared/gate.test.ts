import { expect, test } from 'vitest';
import { createGate } from '@/lib/calendar/backends/shared/gate';

function held() {
  let release: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { done, release: () => release() };
}

test('lets so many run, the others in order, and who gives up waiting leaves', async () => {
  const gate = createGate(1);
  const never = new AbortController().signal;
  const leaving = new AbortController();
  const first = held();
  const order: string[] = [];
  const one = gate.run(never, () => first.done);
  const two = gate.run(leaving.signal, async () => order.push('two'));
  const three = gate.run(never, async () => order.push('three'));
  const four = gate.run(never, async () => order.push('four'));
  leaving.abort(new Error('left'));
  await expect(two).rejects.toThrow('left');
  expect(order).toEqual([]);
  first.release();
  await Promise.all([one, three, four]);
  expect(order).toEqual(['three', 'four']);
  await expect(gate.run(leaving.signal, async () => order.push('x'))).rejects.toThrow('left');
});

test('a task that fails gives its place free', async () => {
  const gate = createGate(1);
  const { signal } = new AbortController();
  await expect(gate.run(signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.run(signal, async () => 'yes')).toBe('yes');
});
