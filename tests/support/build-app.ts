import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The production server that `buildApp` leaves behind. */
export const serverFile = path.join(root, '.next/standalone/server.js');

/** Builds the application for production, unless what is built is this. */
export async function buildApp(): Promise<void> {
  const child = spawn(process.execPath, ['scripts/build.mjs'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The build failed:\n${output.slice(-4_000)}`);
}
