import { capture, typescriptArguments } from './run.mjs';

/**
 * Puts the demo people, rooms and bookings into a database; what is there already stays. Returns
 * what the seed has to say: who to sign in as.
 */
export async function seedDemo(env, databaseUrl) {
  const { code, output } = await capture(
    process.execPath,
    typescriptArguments('prisma/seed/demo.ts'),
    { env: { ...env, DATABASE_URL: databaseUrl } },
  );
  if (code !== 0) throw new Error('The demo could not be put into the database.');
  return output.trim();
}
