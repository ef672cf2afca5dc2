import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { serverFile } from '@/tests/support/build-app';
import { waitFor } from '@/tests/support/wait-for';

/** One process of the application. */
export interface AppProcess {
  readonly url: string;
  /** Of the process as it runs now. */
  pid(): number;
  kill(): Promise<void>;
  restart(): Promise<void>;
  log(): string;
}

const root = path.resolve(import.meta.dirname, '../..');
const startBudgetMs = 120_000;

/** Starts the built server on that port and waits until it says that it is well. */
export async function startAppProcess(
  port: number,
  env: Readonly<Record<string, string>>,
): Promise<AppProcess> {
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const launch = async () => {
    const child = spawnServer(port, env);
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    await waitFor('the application', () => isWell(url, child, () => output), startBudgetMs);
    return child;
  };
  let child = await launch();
  return {
    url,
    pid: () => child.pid ?? 0,
    kill: () => end(child),
    restart: async () => {
      await end(child);
      child = await launch();
    },
    log: () => output,
  };
}

function spawnServer(port: number, env: Readonly<Record<string, string>>): ChildProcess {
  // Loaded before the server: it leaves when this process dies and closes its standard input.
  const leaveWithParent = path.join(root, 'scripts/support/leave-with-parent.mjs');
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, ['--import', leaveWithParent, serverFile], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH,
      HOME,
      NODE_ENV: 'production',
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      FOYER_PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...env,
    },
  });
}

async function isWell(url: string, child: ChildProcess, log: () => string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`The application ended at once:\n${log()}`);
  try {
    return (await fetch(`${url}/api/v1/health`)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
