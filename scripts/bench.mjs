import { existsSync, readdirSync } from 'node:fs';
import { ensureInstalled } from './ensure-installed.mjs';
import { generate } from './generate.mjs';
import { fail, inProject, say } from './support/project.mjs';
import { run, typescriptArguments } from './support/run.mjs';

const folder = 'tests/bench';

/** Runs one proof or measurement: tests/bench/<name>.ts. */
async function bench([name, ...args]) {
  if (name === undefined || !listNames().includes(name)) {
    say(`npm run bench -- <name>, one of: ${listNames().join(', ')}`);
    return 1;
  }
  await ensureInstalled();
  await generate();
  return await run(process.execPath, typescriptArguments(`${folder}/${name}.ts`, args));
}

/** Files of the folder itself are benches; what they share is in folders beneath. */
function listNames() {
  if (!existsSync(inProject(folder))) return [];
  const names = readdirSync(inProject(folder)).filter((name) => name.endsWith('.ts'));
  return names.map((name) => name.slice(0, -'.ts'.length));
}

process.exitCode = await bench(process.argv.slice(2)).catch(fail);
