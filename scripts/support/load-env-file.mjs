import { existsSync } from 'node:fs';
import { inProject } from './project.mjs';

/** Reads `.env` into the environment; what is set already wins. */
export function loadEnvFile() {
  const file = inProject('.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
