import { startTestServer } from '@/tests/support/postgres';

/** Keeps the tests' PostgreSQL running between the files of a run, and stops it at the end. */
export default async function holdPostgres(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  return server.stop;
}
