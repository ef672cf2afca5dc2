/**
 * The processor time, in milliseconds, that this process spends on the work: waiting does not count,
 * nor does what else the machine does at the time.
 */
export function workMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
