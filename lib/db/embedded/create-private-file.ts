import { chown, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Creates a file that only the owner of its folder may read. Root may be serving an ordinary
 * user's cluster: what it leaves there must be that user's, who comes next without root's rights.
 * @throws the system's EEXIST when the file exists.
 */
export async function createPrivateFile(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flag: 'wx', flush: true });
  await giveToFolderOwner(file);
}

/** Makes the owner of a file's folder the owner of the file. */
export async function giveToFolderOwner(file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(path.dirname(file));
  if (uid !== 0) await chown(file, uid, gid);
}
