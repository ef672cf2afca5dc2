import { setTimeout as delay } from 'node:timers/promises';

/**
 * Makes a call take that long in all, what the server itself needs included: half of it on the way
 * there, before the work is done, the rest on the way back.
 */
export async function taking<T>(latencyMs: number, work: () => T | Promise<T>): Promise<T> {
  const endsMs = performance.now() + latencyMs;
  if (latencyMs > 0) await delay(latencyMs / 2);
  const result = await work();
  const leftMs = endsMs - performance.now();
  if (leftMs > 0) await delay(leftMs);
  return result;
}
