import { createHash } from 'node:crypto';
import { DatabaseError, type Pool, type PoolClient, type QueryResultRow } from 'pg';
import { fromPostgresError, isServerLeaving } from '@/lib/calendar/backends/local/native-errors';
import { interruption } from '@/lib/calendar/backends/shared/interruption';
import type { BackendError } from '@/lib/calendar/errors';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whether it changes anything: then every failure says whether it took effect. */
  readonly writes: boolean;
}

/**
 * Runs one statement, which is one transaction, and stops waiting when the signal says so.
 * @throws BackendError
 */
export async function runStatement<Row extends QueryResultRow>(
  pool: Pool,
  statement: Statement,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const client = await borrow(pool, statement, signal);
  const sent = statement.writes ? ('unknown' as const) : undefined;
  // Without a listener a lost connection would end the process; the query tells us of it.
  client.on('error', heardThroughTheQuery);
  try {
    const running = client.query<Row>(prepare(statement));
    const { rows } = await untilAborted(running, signal, () => interruption(signal, sent));
    client.off('error', heardThroughTheQuery);
    client.release();
    return rows;
  } catch (error) {
    const failure = fromPostgresError(error, sent);
    giveBackAfter(error, failure, client);
    throw failure;
  }
}

const names = new Map<string, string>();

/** The texts are few and fixed: each connection plans them once. */
function prepare({ text, values }: Statement) {
  const name =
    names.get(text) ?? `local_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  names.set(text, name);
  return { name, text, values: [...values] };
}

/** A connection is fit for the next borrower only after an answer that the server outlived. */
function giveBackAfter(error: unknown, failure: BackendError, client: PoolClient): void {
  if (error instanceof DatabaseError && !isServerLeaving(error)) {
    client.off('error', heardThroughTheQuery);
    client.release();
  } else {
    client.release(failure);
  }
}

const heardThroughTheQuery = (): undefined => undefined;

async function borrow(pool: Pool, { writes }: Statement, signal: AbortSignal): Promise<PoolClient> {
  const notSent = writes ? ('not-applied' as const) : undefined;
  if (signal.aborted) throw interruption(signal, notSent);
  const lending = pool.connect();
  try {
    return await untilAborted(lending, signal, () => interruption(signal, notSent));
  } catch (error) {
    giveBackWhenLent(lending);
    throw fromPostgresError(error, notSent);
  }
}

/** The connection may still come after we stopped waiting for it; it must not be lost. */
function giveBackWhenLent(lending: Promise<PoolClient>): void {
  lending.then(
    (client) => client.release(),
    () => undefined,
  );
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal, reason: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(reason());
    const arrive = () => signal.removeEventListener('abort', leave);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).then(arrive, arrive);
  });
}
