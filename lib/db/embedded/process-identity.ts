import { readFileSync } from 'node:fs';
import { hasSystemCode } from '@/lib/db/embedded/system-error';

/**
 * Names a process in files that outlive it. A bare process id is reused, above all after a reboot,
 * so where the system tells (Linux) the boot and the start within it are part of the name.
 */
export function identifyProcess(pid: number): string {
  return `${pid}-${readBootId()}-${readLinuxState(pid)?.startTicks ?? '0'}`;
}

/** Whether the process that `identity` names still runs. */
export function isIdentityAlive(identity: string): boolean {
  const pid = Number.parseInt(identity, 10);
  return Number.isSafeInteger(pid) && isPidAlive(pid) && identifyProcess(pid) === identity;
}

/** Whether a process with this id runs now. A zombie does not run. */
export function isPidAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!hasSystemCode(error, 'EPERM')) return false;
  }
  return readLinuxState(pid)?.state !== 'Z';
}

/** The command line of a process, or null where the system does not tell. */
export function readCommandLine(pid: number): readonly string[] | null {
  return readProc(`/proc/${pid}/cmdline`)?.split('\0') ?? null;
}

function readBootId(): string {
  return readProc('/proc/sys/kernel/random/boot_id')?.slice(0, 8) ?? '0';
}

function readLinuxState(pid: number): { state: string; startTicks: string } | null {
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the name in parentheses, and it may hold blanks and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '0' };
}

function readProc(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'ENOTDIR')) return null;
    throw error;
  }
}
