import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from './project.mjs';
import { typescriptArguments } from './run.mjs';

/**
 * Starts the database of an environment and keeps it until `release` is called, or this process
 * dies.
 * @param {NodeJS.ProcessEnv} env
 */
export async function holdDatabase(env) {
  const child = spawn(process.execPath, typescriptArguments('scripts/hold-database.ts'), {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
    exit.then(() => null),
  ]);
  if (line === null) throw new Error('The database did not start.');
  return {
    release: async () => {
      child.stdin.end();
      await exit;
    },
  };
}
