import { existsSync } from 'node:fs';
import { ensureInstalled } from './ensure-installed.mjs';
import { generate } from './generate.mjs';
import { loadEnvFile } from './support/load-env-file.mjs';
import { fail, inProject } from './support/project.mjs';
import { run, typescriptArguments } from './support/run.mjs';
import { readServing } from './support/serving-note.mjs';

/** Prints a personal API token for the Foyer of this project, and nothing else. */
async function token() {
  const serving = readServing();
  const isNamed = Boolean(process.env.DATABASE_URL || process.env.FOYER_DATA_DIR);
  const dataDirectory = isNamed ? null : (serving ?? findUnserved());
  // The environment's own words win, then the Foyer that runs, and `.env` only where none does.
  if (dataDirectory === null) loadEnvFile();
  const env =
    dataDirectory === null ? process.env : { ...process.env, FOYER_DATA_DIR: dataDirectory };
  await ensureInstalled();
  await generate();
  return await run(
    process.execPath,
    typescriptArguments('scripts/issue-token.ts', process.argv.slice(2)),
    { env },
  );
}

/** The demo's data where only the demo has been started here. */
function findUnserved() {
  const hasOwn = existsSync(inProject('.env')) || existsSync(inProject('.foyer/secrets.json'));
  const demo = inProject('.foyer/demo');
  return !hasOwn && existsSync(demo) ? demo : null;
}

process.exitCode = await token().catch(fail);
