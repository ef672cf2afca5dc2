import { existsSync } from 'node:fs';
import { fail, hashInputs, inProject, isMain, isStamped, say, stamp } from './support/project.mjs';
import { runOrThrow } from './support/run.mjs';

const stampFile = inProject('node_modules', '.foyer-lock-hash');
const args = ['ci', '--no-audit', '--no-fund', '--include=dev'];

/** Installs exactly what package-lock.json says, unless that is what is installed. */
export async function ensureInstalled() {
  const wanted = hashInputs(['package-lock.json']);
  if (isStamped(stampFile, wanted)) return;
  say('Installing the dependencies (npm ci)…');
  // npm's own output goes beside: some commands promise what they print.
  await runNpm({ stdio: ['ignore', 2, 2] });
  stamp(stampFile, wanted);
}

/** npm tells its scripts where it is; that also works where `npm` is a batch file. */
function runNpm(options) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && existsSync(npm)) {
    return runOrThrow(process.execPath, [npm, ...args], options);
  }
  return runOrThrow('npm', args, { ...options, shell: process.platform === 'win32' });
}

if (isMain(import.meta)) await ensureInstalled().catch(fail);
