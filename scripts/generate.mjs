import { ensureInstalled } from './ensure-installed.mjs';
import { generateClient } from './support/generate-client.mjs';
import { generateFont } from './support/generate-font.mjs';
import { fail, isMain } from './support/project.mjs';

/** Makes what is made from other files: the Prisma client and the font. */
export async function generate() {
  await generateClient();
  await generateFont();
}

if (isMain(import.meta)) await ensureInstalled().then(generate).catch(fail);
