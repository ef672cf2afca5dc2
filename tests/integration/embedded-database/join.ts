import { once } from 'node:events';
import { startEmbeddedDatabase } from '@/lib/db/embedded/start-embedded-database';

/**
 * A process that uses the embedded database until its standard input ends. Arguments: the data
 * directory; then, to run as an ordinary user, a numeric user id and a folder with the programs.
 * All code is loaded before the rights are dropped: that user may be unable to read the project.
 */
const [dataDirectory = '', userId, workingDirectory] = process.argv.slice(2);

if (userId !== undefined && workingDirectory !== undefined) {
  process.chdir(workingDirectory);
  process.setgroups?.([]);
  process.setgid?.(Number(userId));
  process.setuid?.(Number(userId));
}
const database = await startEmbeddedDatabase({ dataDirectory });
const serverPid = await database.serverPid();
process.stdout.write(`${JSON.stringify({ url: database.url, serverPid })}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await database.stop();
