import { capture, typescriptArguments } from './run.mjs';

/**
 * Puts the demo people, rooms and bookings into an environment's database; what is there stays. Returns
 * what the seed has to say: who to sign in as.
 */
export async function seedDemo(env) {
  const { code, output } = await capture(
    process.execPath,
    typescriptArguments('prisma/seed/demo.ts'),
    { env },
  );
  if (code !== 0) throw new Error('The demo could not be put into the database.');
  return output.trim();
}
