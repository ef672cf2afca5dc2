import { spawn } from 'node:child_process';
import { root } from './project.mjs';

/**
 * Runs a program to its end with its output shown, and returns its exit code (1 when it was killed).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Like `run`, and throws when the program does not succeed. */
export async function runOrThrow(command, args, options = {}) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with code ${code}.`);
}

/** Runs a program quietly; returns its exit code and what it wrote. */
export async function capture(command, args, options = {}) {
  const chunks = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      ...options,
    });
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  return { code, output: Buffer.concat(chunks).toString('utf8') };
}

/** Node's arguments to run a TypeScript file of the project as the server would. */
export function typescriptArguments(file, args = []) {
  // The condition makes the marker package `server-only` load: these scripts are the server.
  return ['--conditions=react-server', '--import', 'tsx', file, ...args];
}

/** Node's arguments to run the program of an installed package. */
export function packageArguments(program, args = []) {
  return [`node_modules/${program}`, ...args];
}
