import { setTimeout as sleep } from 'node:timers/promises';

const pauseMs = 20;

/** Polls until `check` gives a value (neither null nor false); fails loudly after the deadline. */
export async function waitFor<T>(
  what: string,
  check: () => Promise<T | null | false> | T | null | false,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const value = await check();
    if (value !== null && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineMs} ms in vain for ${what}.`);
    await sleep(pauseMs);
  }
}
