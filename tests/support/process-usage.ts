import { readFile } from 'node:fs/promises';

export interface ProcessUsage {
  readonly memoryMb: number;
  /** User and system time since the process began. */
  readonly cpuMs: number;
}

/** Linux counts processor time in hundredths of a second, on every machine that matters. */
const tickMs = 10;

/** What a process of this machine uses, as /proc tells it. */
export async function readUsage(pid: number): Promise<ProcessUsage> {
  const [status, stat] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ]);
  const residentKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN);
  // The second field, the program's name, may hold spaces: count from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { memoryMb: residentKb / 1024, cpuMs: ticks * tickMs };
}
