import { expect, test } from 'vitest';
import { createMailboxLanes } from '@/lib/calendar/backends/graph/mailbox-lanes';
import { instant } from '@/lib/core/time/instant';

const { signal } = new AbortController();

function rig() {
  let nowMs = 0;
  const lanes = createMailboxLanes({ now: () => instant(nowMs) });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { lanes, pass };
}

test('a mailbox is asked four things at once, another has its own four', async () => {
  const { lanes } = rig();
  const running = new Map<string, number>();
  const most = new Map<string, number>();
  const work = (mailbox: string) =>
    lanes.run(mailbox, signal, async () => {
      const now = (running.get(mailbox) ?? 0) + 1;
      running.set(mailbox, now);
      most.set(mailbox, Math.max(now, most.get(mailbox) ?? 0));
      await new Promise(setImmediate);
      running.set(mailbox, now - 1);
    });
  await Promise.all(Array.from({ length: 40 }, (_, index) => work(index % 2 ? 'a' : 'b')));
  expect([most.get('a'), most.get('b')]).toEqual([4, 4]);
});

test('a mailbox that wants a pause gets it from everybody who waits, and others do not', async () => {
  const { lanes, pass } = rig();
  let calls = 0;
  const ask = (mailbox: string) =>
    lanes.run(mailbox, signal, async () => {
      calls += 1;
      await new Promise(setImmediate);
      if (mailbox === 'a') lanes.pause('a', 2_128);
    });
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => ask('a')));
  expect(calls).toBe(4);
  const refused = asked.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(16);
  await expect(ask('a')).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 2_128 });
  await ask('b');
  pass(2_128);
  await ask('a');
  expect(calls).toBe(6);
});
