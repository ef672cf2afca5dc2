const mostAttempts = 3;
const firstDelayMs = 200;

/**
 * How long to wait after that many failed attempts, or null when there were enough. Half of it is
 * drawn by lot, so that clients who failed together do not come back together.
 */
export function backoffMs(tried: number, random: () => number): number | null {
  if (tried >= mostAttempts) return null;
  const fullMs = firstDelayMs * 2 ** (tried - 1);
  return fullMs / 2 + (fullMs / 2) * random();
}
