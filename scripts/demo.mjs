import path from 'node:path';
import { build, serverFile } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { findFreePort } from './support/ports.mjs';
import { fail, root, say } from './support/project.mjs';
import { seedDemo } from './support/seed-demo.mjs';
import { serve } from './support/serve.mjs';

/** Everything in one go: installs, builds, fills a database of its own, serves. */
async function demo() {
  await ensureInstalled();
  await build();
  const wantedPort = Number(process.env.PORT || '3000');
  const port = await findFreePort(wantedPort);
  if (port !== wantedPort) say(`Port ${wantedPort} is taken; using ${port}.`);
  const address = `http://localhost:${port}`;
  const env = demoEnvironment(port, address);
  let people = '';
  return await serve({
    env,
    nodeArguments: ['--import', './scripts/support/leave-with-parent.mjs', serverFile],
    address: `http://127.0.0.1:${port}`,
    prepare: async () => {
      say('Filling the demo…');
      people = await seedDemo(env);
    },
    onReady: () => process.stdout.write(welcome(address, people)),
  });
}

/** Sign-in needs no password here: only this machine may come, and no other database is touched. */
function demoEnvironment(port, address) {
  return {
    ...process.env,
    NODE_ENV: 'production',
    FOYER_DEMO: '1',
    FOYER_DATA_DIR: path.resolve(root, process.env.FOYER_DATA_DIR || '.foyer/demo'),
    FOYER_PUBLIC_URL: address,
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    // Empty rather than absent: an .env file could fill what is absent.
    DATABASE_URL: '',
    AUTH_OIDC_ISSUER: '',
    AUTH_OIDC_CLIENT_ID: '',
    AUTH_OIDC_CLIENT_SECRET: '',
  };
}

function welcome(address, people) {
  return `\nFoyer is ready: ${address}\n\n${people}\n\nStop it with Ctrl-C. The data stay for the next start.\n`;
}

process.exitCode = await demo().catch(fail);
