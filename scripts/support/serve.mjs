import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdDatabase } from './hold-database.mjs';
import { root, say } from './project.mjs';
import { forgetServing, noteServing } from './serving-note.mjs';

const readyPatienceMs = 120_000;
const pollPauseMs = 100;
const orphanCheckMs = 500;
const leavePatienceMs = 15_000;

/**
 * Serves until a signal comes or the server ends: starts the embedded database where no other is
 * named, runs `prepare`, starts the server, calls `onReady` when it answers; at the end stops the
 * server, then the database. Returns the exit code.
 * @param {object} plan
 * @param {NodeJS.ProcessEnv} plan.env
 * @param {readonly string[]} plan.nodeArguments the server, as arguments of Node
 * @param {string} plan.address where the server answers
 * @param {() => Promise<void>} [plan.prepare]
 * @param {() => void} plan.onReady
 */
export async function serve(plan) {
  const stop = listenForSignals();
  const database = plan.env.DATABASE_URL ? null : await holdDatabase(plan.env);
  if (database !== null) noteServing(path.resolve(root, plan.env.FOYER_DATA_DIR || '.foyer'));
  try {
    await plan.prepare?.();
    return stop.signal.aborted ? 0 : await runServer(plan, stop.signal);
  } catch (error) {
    // Ctrl-C also ends what `prepare` runs.
    if (stop.signal.aborted) return 0;
    throw error;
  } finally {
    forgetServing();
    await database?.release();
    stop.forget();
  }
}

/**
 * Aborts at the first signal. npm hands a signal to the shell it started and not to us: that shell's
 * end is a signal too.
 */
function listenForSignals() {
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, onSignal);
  const parent = process.ppid;
  const isUnderNpm = process.env.npm_lifecycle_event !== undefined;
  const timer = setInterval(() => {
    if (isUnderNpm && process.ppid !== parent) onSignal();
  }, orphanCheckMs);
  return {
    signal: controller.signal,
    forget: () => {
      clearInterval(timer);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

async function runServer(plan, stopSignal) {
  const child = spawn(process.execPath, plan.nodeArguments, {
    cwd: root,
    env: plan.env,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const exit = once(child, 'exit').then(([code]) => code ?? 1);
  stopSignal.addEventListener('abort', () => leave(child));
  void announce(plan, child);
  const code = await exit;
  if (stopSignal.aborted) return 0;
  say(`The server ended by itself with code ${code}.`);
  return code === 0 ? 1 : code;
}

/** Asks the server to finish what it does and leave; kills it when that takes too long. */
function leave(child) {
  child.kill('SIGTERM');
  const timer = setTimeout(() => {
    say('The server does not finish; ending it.');
    child.kill('SIGKILL');
  }, leavePatienceMs);
  child.once('exit', () => clearTimeout(timer));
}

async function announce(plan, child) {
  const deadline = Date.now() + readyPatienceMs;
  while (child.exitCode === null && Date.now() < deadline) {
    if (await answers(`${plan.address}/api/v1/health`)) {
      plan.onReady();
      return;
    }
    await sleep(pollPauseMs);
  }
  if (child.exitCode === null) say(`Nothing healthy answers on ${plan.address} yet.`);
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
