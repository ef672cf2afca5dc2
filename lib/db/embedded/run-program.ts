import { spawn } from 'node:child_process';
import type { ServerUser } from '@/lib/db/embedded/locate-cluster';

/** How a program ended, and all it wrote. */
export interface ProgramResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** PostgreSQL's programs get this environment and nothing of ours. */
export const programEnvironment = { LC_ALL: 'C', TZ: 'UTC', PGTZ: 'UTC' };

/** Runs a program to its end, as another user where one is given (then this process is root). */
export function runProgram(
  file: string,
  args: readonly string[],
  user: ServerUser | null,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: user === null ? undefined : '/',
      env: { ...programEnvironment, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...user,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
