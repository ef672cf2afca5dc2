import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const startBudgetMs = 20_000;
const pauseMs = 20;

/** What is started, and the address that answers once it is ready. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly url: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A server with all the processes that it starts; they end with the test's process at the latest. */
export interface ServerProcess {
  /** Ends all of them at once, as a crash does. */
  kill(): Promise<void>;
}

/** Starts a server in a process group of its own and waits until its address answers. */
export async function startServer(wanted: ServerCommand): Promise<ServerProcess> {
  const { command, args, url, env, cwd } = wanted;
  const options: SpawnOptions = {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  };
  const child = spawn(command, args, options);
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
  });
  const endWithUs = () => killGroup(child);
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  await once(child, 'spawn');
  const deadlineMs = Date.now() + startBudgetMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${command} ended at once: ${log}`);
    if (Date.now() > deadlineMs) throw new Error(`${command} does not answer: ${log}`);
    await delay(pauseMs);
  }
  return { kill: () => end(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual' });
    await response.arrayBuffer();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  killGroup(child);
  await ended;
}

/** The negative number means the whole group, workers and all. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}
