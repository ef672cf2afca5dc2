import path from 'node:path';
import { build, serverFile } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { loadEnvFile } from './support/load-env-file.mjs';
import { fail, root, say } from './support/project.mjs';
import { serve } from './support/serve.mjs';

/** The production start: the environment decides, and nothing of the demo is there unless it says. */
async function start() {
  loadEnvFile();
  await ensureInstalled();
  await build();
  const port = process.env.PORT || '3000';
  return await serve({
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: port,
      HOSTNAME: '0.0.0.0',
      // The server's working directory is the build; the data are the project's.
      FOYER_DATA_DIR: path.resolve(root, process.env.FOYER_DATA_DIR || '.foyer'),
    },
    nodeArguments: ['--import', './scripts/support/leave-with-parent.mjs', serverFile],
    address: `http://127.0.0.1:${port}`,
    onReady: () =>
      say(`Foyer serves ${process.env.FOYER_PUBLIC_URL || `http://localhost:${port}`}`),
  });
}

process.exitCode = await start().catch(fail);
