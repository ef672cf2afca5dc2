import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { generate } from './generate.mjs';
import { loadEnvFile } from './support/load-env-file.mjs';
import { fail, root, say } from './support/project.mjs';
import { packageArguments } from './support/run.mjs';
import { seedDemo } from './support/seed-demo.mjs';
import { serve } from './support/serve.mjs';

/** The developer's server, rebuilt as files change; with FOYER_DEMO=1 it has the demo's data. */
async function develop() {
  loadEnvFile();
  await ensureInstalled();
  await generate();
  const port = process.env.PORT || '3000';
  const env = {
    ...process.env,
    PORT: port,
    FOYER_DATA_DIR: path.resolve(root, process.env.FOYER_DATA_DIR || '.foyer'),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const isDemo = env.FOYER_DEMO === '1' || env.FOYER_DEMO === 'true';
  return await serve({
    env,
    nodeArguments: packageArguments('next/dist/bin/next', ['dev', '--port', port]),
    address: `http://127.0.0.1:${port}`,
    prepare: async () => {
      if (isDemo) say(await seedDemo(env));
    },
    onReady: () => say(`Foyer is ready: http://localhost:${port}`),
  });
}

process.exitCode = await develop().catch(fail);
