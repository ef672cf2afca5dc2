import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The root of the project. */
export const root = path.resolve(import.meta.dirname, '../..');

/** An absolute path inside the project. */
export const inProject = (...parts) => path.join(root, ...parts);

/** Whether this module is the program that was started, rather than imported. */
export const isMain = (meta) => process.argv[1] === meta.filename;

/**
 * One hash over the names and contents of files and folders; what is missing counts as empty.
 * @param {readonly string[]} inputs paths inside the project
 * @param {readonly string[]} except paths inside the project to leave out
 */
export function hashInputs(inputs, except = []) {
  const hash = createHash('sha256');
  const skipped = new Set(except.map((each) => inProject(each)));
  for (const file of inputs.flatMap((input) => listFiles(inProject(input), skipped))) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function listFiles(file, skipped) {
  if (!existsSync(file) || skipped.has(file)) return [];
  if (!statSync(file).isDirectory()) return [file];
  const names = readdirSync(file).sort();
  return names.flatMap((name) => listFiles(path.join(file, name), skipped));
}

/** Whether the stamp file holds this value: what it stands for is done already. */
export function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

/** Notes that what the stamp stands for is done. */
export function stamp(file, value) {
  writeFileSync(file, value);
}

/** Says a line to the person, beside the output that programs read. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Says why it cannot go on, and ends. */
export function fail(error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
