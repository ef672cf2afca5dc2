import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { ensureInstalled } from './ensure-installed.mjs';
import { generate } from './generate.mjs';
import { compressFolder } from './support/compress-folder.mjs';
import { fail, hashInputs, inProject, isMain, isStamped, say, stamp } from './support/project.mjs';
import { packageArguments, runOrThrow } from './support/run.mjs';

const stampFile = inProject('.next', 'foyer-inputs-hash');

const inputs = [
  'app',
  'lib',
  'public',
  'messages',
  'prisma',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/support/compress-folder.mjs',
];

/** The server that a build leaves behind. */
export const serverFile = inProject('.next/standalone/server.js');

/** Builds the application for production, unless what is built is this. */
export async function build() {
  await generate();
  const wanted = hashInputs(inputs, ['lib/db/generated', 'prisma/seed']);
  if (isStamped(stampFile, wanted) && existsSync(serverFile)) return;
  say('Building…');
  rmSync(stampFile, { force: true });
  await runOrThrow(process.execPath, packageArguments('next/dist/bin/next', ['build']), {
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      // Building needs no database; a page that asks for one must fail here, not start one.
      DATABASE_URL: 'postgresql://127.0.0.1:1/none-while-building',
    },
  });
  completeStandalone();
  await compressFolder(inProject('.next/standalone/.next/static'));
  stamp(stampFile, wanted);
}

/** Next leaves the static files for a server in front; ours serves them itself. */
function completeStandalone() {
  const standalone = inProject('.next/standalone');
  if (existsSync(`${standalone}/scripts`)) {
    throw new Error(
      'The build traced the whole project into the server: look for a warning of dynamic ' +
        'filesystem access above, and name the path statically or with turbopackIgnore.',
    );
  }
  cpSync(inProject('.next/static'), `${standalone}/.next/static`, { recursive: true });
  if (existsSync(inProject('public'))) {
    cpSync(inProject('public'), `${standalone}/public`, { recursive: true });
  }
  // Next copies .env files, so that a changed or deleted one would live on in the build.
  for (const name of readdirSync(standalone)) {
    if (name.startsWith('.env')) rmSync(`${standalone}/${name}`);
  }
}

if (isMain(import.meta)) await ensureInstalled().then(build).catch(fail);
