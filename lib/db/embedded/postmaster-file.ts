import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isPidAlive, readCommandLine } from '@/lib/db/embedded/process-identity';
import { orNullWhenMissing } from '@/lib/db/embedded/system-error';

/** The server that holds the data, by its own `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether the system confirms that this process is the server; else it only has the id. */
  readonly certain: boolean;
}

const portLine = 3;

/** The server that holds these data and runs, or null. A file left by a dead server counts not. */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await orNullWhenMissing(readFile(fileIn(data), 'utf8'));
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0] ?? '');
  const port = Number(lines[portLine] ?? '');
  if (!Number.isSafeInteger(pid) || !Number.isSafeInteger(port) || port === 0) return null;
  if (!isPidAlive(pid)) return null;
  const commandLine = readCommandLine(pid);
  if (commandLine === null) return { pid, port, certain: false };
  return commandLine.includes(data) ? { pid, port, certain: true } : null;
}

/**
 * Lets a new server start where the file's process id was reused by some other process, which
 * PostgreSQL takes for a running server. The id becomes that of this process: PostgreSQL ignores
 * its own parent, and still checks the rest of the file for survivors of the old server.
 */
export async function adoptStaleFile(data: string): Promise<void> {
  const file = fileIn(data);
  const text = await orNullWhenMissing(readFile(file, 'utf8'));
  const pid = Number.parseInt(text ?? '', 10);
  if (text === null || !isPidOccupied(pid)) return;
  await writeFile(file, text.replace(/^-?\d+/, String(process.pid)));
}

function fileIn(data: string): string {
  return path.join(data, 'postmaster.pid');
}

/** As PostgreSQL sees it: even a zombie occupies its id. */
function isPidOccupied(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
