import { Agent, type IncomingMessage, request as send } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { quantile, rounded } from '@/tests/support/figures';
import { readUsage } from '@/tests/support/process-usage';

/** Figures of one request, as one client and as several make it. */
export interface RequestFigures {
  /** Processor time of the application and of PostgreSQL together, per request. */
  readonly cpuMs: number;
  readonly appCpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rps1: number;
  readonly rps8: number;
  readonly rps32: number;
  /** Compressed, as it goes over the wire. */
  readonly bytes: number;
  /** Transactions that PostgreSQL counted per request; each statement here is one. */
  readonly statements: number;
}

export interface Target {
  readonly url: string;
  readonly token: string;
  /** Of the application. */
  readonly pid: number;
  readonly client: Client;
}

export interface Effort {
  readonly alone: number;
  readonly crowd: number;
}

/** What answers slowly is asked more rarely: for so long, but a few times at least. */
const longestMs = 15_000;
const fewest = 20;
const isWithin = (startedMs: number) => performance.now() - startedMs < longestMs;

/** `pathOf` is told how many were asked before. */
export async function measure(
  target: Target,
  pathOf: (asked: number) => string,
  { alone, crowd }: Effort,
): Promise<RequestFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let asked = 0;
  const ask = () => get(agent, target, pathOf(asked++));
  try {
    for (let warming = 0; warming < Math.min(fewest, alone); warming += 1) await ask();
    const before = await usageOf(target);
    const startedMs = performance.now();
    const answers: Answer[] = [];
    while (answers.length < alone && (answers.length < fewest || isWithin(startedMs))) {
      answers.push(await ask());
    }
    const tookMs = performance.now() - startedMs;
    const after = await usageOf(target);
    const times = answers.map(({ ms }) => ms);
    const count = answers.length;
    const appCpuMs = (after.appMs - before.appMs) / count;
    return {
      cpuMs: rounded(appCpuMs + spentMs(before.databaseMs, after.databaseMs) / count),
      appCpuMs: rounded(appCpuMs),
      p50Ms: rounded(quantile(times, 0.5)),
      p99Ms: rounded(quantile(times, 0.99)),
      rps1: rounded((count * 1_000) / tookMs),
      rps8: await together(ask, 8, crowd),
      rps32: await together(ask, 32, crowd),
      bytes: answers.at(-1)?.bytes ?? 0,
      statements: rounded((after.transactions - before.transactions) / count),
    };
  } finally {
    agent.destroy();
  }
}

/** Nobody asks for so long. */
const idleMs = 10_000;

/**
 * What the application and PostgreSQL spend of a processor while nobody asks, in percent: mirrors are
 * read again meanwhile, which each request's time has its share of.
 */
export async function measureIdling(target: Target): Promise<number> {
  const before = await usageOf(target);
  await delay(idleMs);
  const after = await usageOf(target);
  const spent = after.appMs - before.appMs + spentMs(before.databaseMs, after.databaseMs);
  return rounded((100 * spent) / idleMs);
}

async function together(ask: () => Promise<Answer>, clients: number, requests: number) {
  const startedMs = performance.now();
  let asked = 0;
  const client = async () => {
    while (asked < requests && (asked < clients || isWithin(startedMs))) {
      asked += 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return rounded((asked * 1_000) / (performance.now() - startedMs));
}

interface Answer {
  readonly ms: number;
  readonly bytes: number;
}

function get(agent: Agent, { url, token }: Target, path: string): Promise<Answer> {
  const startedMs = performance.now();
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'br, gzip' };
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ ms: performance.now() - startedMs, bytes });
        else reject(new Error(`${path} answered ${response.statusCode}`));
      });
    };
    send(`${url}${path}`, { agent, headers }, read).on('error', reject).end();
  });
}

async function usageOf({ pid, client }: Target) {
  await client.query('SELECT pg_stat_clear_snapshot(), pg_stat_force_next_flush()');
  const found = await client.query<{ pids: number[]; transactions: number }>(
    `SELECT array_agg(pid) AS pids,
            (SELECT (xact_commit + xact_rollback)::float8 FROM pg_stat_database
              WHERE datname = current_database()) AS transactions
       FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  const { pids = [], transactions = 0 } = found.rows[0] ?? {};
  const databaseMs = new Map<number, number>();
  for (const each of pids ?? []) databaseMs.set(each, (await readUsage(each)).cpuMs);
  return { appMs: (await readUsage(pid)).cpuMs, databaseMs, transactions };
}

/** Of the backends that are there at the end: what ended meanwhile has idled, or is not counted. */
function spentMs(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return [...after].reduce((total, [pid, cpuMs]) => total + cpuMs - (before.get(pid) ?? 0), 0);
}

/** The barest SQL that could answer, by the driver alone. */
export async function measureFloor(client: Client, text: string, values: unknown[], times: number) {
  const found = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = found.rows[0]?.pid ?? 0;
  const query = { name: `floor-${text.length}`, text, values, rowMode: 'array' as const };
  for (let warming = 0; warming < 10; warming += 1) await client.query(query);
  const before = await readUsage(pid);
  const own = process.cpuUsage();
  const took: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startedMs = performance.now();
    await client.query(query);
    took.push(performance.now() - startedMs);
  }
  const { user, system } = process.cpuUsage(own);
  const databaseMs = (await readUsage(pid)).cpuMs - before.cpuMs;
  return {
    cpuMs: rounded((databaseMs + (user + system) / 1_000) / times),
    p50Ms: rounded(quantile(took, 0.5)),
  };
}
