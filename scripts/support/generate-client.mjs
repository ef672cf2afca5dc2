import { hashInputs, inProject, isStamped, say, stamp } from './project.mjs';
import { packageArguments, runOrThrow } from './run.mjs';

const stampFile = inProject('lib/db/generated', '.inputs-hash');

/** Generates the Prisma client, unless it was made from this schema. */
export async function generateClient() {
  const inputs = hashInputs(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
  if (isStamped(stampFile, inputs)) return;
  say('Generating the database client…');
  await runOrThrow(process.execPath, packageArguments('prisma/build/index.js', ['generate']), {
    stdio: ['ignore', 2, 2],
    // Generating does not run the schema engine, but Prisma downloads it unless told where it is.
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  stamp(stampFile, inputs);
}
