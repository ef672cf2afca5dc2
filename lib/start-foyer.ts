import { getContainer } from '@/lib/container';
import { compressAnswers } from '@/lib/http/server/compress-answers';
import { serveCompressedFiles } from '@/lib/http/server/serve-compressed-files';
import { startJobs } from '@/lib/jobs/start-jobs';

/**
 * Brings the application up before the first request. Told to leave, it begins no new round of a
 * job; the server itself ends the requests under way and exits, and a kill loses nothing either.
 */
export async function startFoyer(): Promise<void> {
  try {
    compressAnswers();
    serveCompressedFiles();
    const container = await getContainer();
    const jobs = startJobs(container);
    const leave = () => {
      jobs
        .stop()
        .catch((error: unknown) => container.log.error({ err: error }, 'a job did not end well'));
    };
    process.once('SIGTERM', leave);
    process.once('SIGINT', leave);
    container.log.info({ publicUrl: container.publicUrl }, 'Foyer is up');
  } catch (error) {
    process.stderr.write(`Foyer cannot start: ${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}
