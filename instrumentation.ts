/** Runs once when the server starts. A server that cannot work must not stand there saying Ready. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startFoyer } = await import('@/lib/start-foyer');
  await startFoyer();
}
