import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inProject } from './project.mjs';

const folder = inProject('.foyer');
const file = inProject('.foyer', 'serving.json');

/** Notes whose embedded database this process serves, so that `npm run token` finds it. */
export function noteServing(dataDirectory) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, dataDirectory }));
}

/** Takes the note back, unless another process has made its own since. */
export function forgetServing() {
  if (readNote()?.pid === process.pid) rmSync(file, { force: true });
}

/** The data directory that is being served now, or null. */
export function readServing() {
  const note = readNote();
  return note !== null && isAlive(note.pid) ? note.dataDirectory : null;
}

function readNote() {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
