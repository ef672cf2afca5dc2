import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';

/** Another process that uses the embedded database. */
export interface JoinedProcess {
  readonly url: string;
  readonly serverPid: number;
  /** Lets it leave and waits for its end. */
  readonly leave: () => Promise<void>;
  /** Kills it without warning. */
  readonly kill: () => Promise<void>;
}

/** Whom to run as, and a folder whose `node_modules` holds the programs. */
export interface OrdinaryUser {
  readonly uid: number;
  readonly workingDirectory: string;
}

const root = path.resolve(import.meta.dirname, '../../..');
const readySchema = z.object({ url: z.string(), serverPid: z.number() });

/** Starts such a process; fails with all it wrote when it ends before it is ready. */
export async function joinAsProcess(
  dataDirectory: string,
  user?: OrdinaryUser,
): Promise<JoinedProcess> {
  const script = path.join(import.meta.dirname, 'join.ts');
  const userArguments = user === undefined ? [] : [String(user.uid), user.workingDirectory];
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, dataDirectory, ...userArguments],
    { cwd: root, stdio: 'pipe' },
  );
  const exit = once(child, 'exit');
  let output = '';
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problems += chunk.toString();
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) resolve();
    });
    child.on('close', () => reject(new Error(`It ended before it was ready:\n${problems}`)));
  });
  await ready;
  const leaveBy = (end: () => void) => async () => {
    if (child.exitCode === null && child.signalCode === null) end();
    await exit;
  };
  return {
    ...readySchema.parse(JSON.parse(output)),
    leave: leaveBy(() => child.stdin.end()),
    kill: leaveBy(() => child.kill('SIGKILL')),
  };
}
