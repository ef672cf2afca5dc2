import { setTimeout as wait } from 'node:timers/promises';
import type { CallContext } from '@/lib/calendar/backend';
import type { MockFault, Moment } from '@/lib/calendar/backends/mock/controls';
import type { MockMethod, MockOptions } from '@/lib/calendar/backends/mock/options';
import { interruption } from '@/lib/calendar/backends/shared/interruption';
import { BackendError, type BackendErrorDetails } from '@/lib/calendar/errors';

const writing: ReadonlySet<MockMethod> = new Set(['doCreate', 'doUpdate', 'doCancel', 'doRespond']);

/** What may go wrong on the way to the mock and back. */
export interface Disturbances {
  add(fault: MockFault): () => void;
  once(method: MockMethod, when: Moment, hook: () => void | Promise<void>): void;
  /** Takes as long as the connection is slow, and throws what it is to fail with. */
  pass(method: MockMethod, when: Moment, ctx: CallContext): Promise<void>;
  /** The error of one room or person of a free/busy answer, if it is to fail alone. */
  failureOfOne(method: MockMethod, id: string): BackendError | null;
  calls(method: MockMethod): number;
}

interface Hook {
  readonly method: MockMethod;
  readonly when: Moment;
  readonly run: () => void | Promise<void>;
}

interface LiveFault extends MockFault {
  left: number;
}

export function createDisturbances({ latencyMs = 0, faults = {} }: MockOptions): Disturbances {
  const live: LiveFault[] = [];
  const hooks: Hook[] = [];
  const counts = new Map<MockMethod, number>();
  const add = (fault: MockFault) => {
    const entry = { ...fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    live.push(entry);
    return () => removeFrom(live, entry);
  };
  for (const [method, error] of Object.entries(faults)) {
    add({ method: method as MockMethod | 'all', error });
  }
  const runHooks = async (method: MockMethod, when: Moment) => {
    for (const hook of hooks.filter((each) => each.method === method && each.when === when)) {
      removeFrom(hooks, hook);
      await hook.run();
    }
  };
  return {
    add,
    once: (method, when, run) => void hooks.push({ method, when, run }),
    async pass(method, when, { signal }) {
      if (when === 'before') {
        counts.set(method, (counts.get(method) ?? 0) + 1);
        if (signal.aborted) throw interruption(signal, outcomeOf(method, 'before'));
        if (latencyMs > 0) await pause(latencyMs, method, signal);
      }
      await runHooks(method, when);
      const fault = live.find((each) => hits(each, method, when) && !each.roomIds);
      if (fault) await fail(spend(fault), method, when, signal);
    },
    failureOfOne(method, id) {
      const fault = live.find((each) => hits(each, method, 'before') && each.roomIds?.includes(id));
      return fault ? toError(spend(fault), method, 'before') : null;
    },
    calls: (method) => counts.get(method) ?? 0,
  };
}

function hits(fault: LiveFault, method: MockMethod, when: Moment): boolean {
  const meant = fault.method === 'all' || fault.method === method;
  return meant && (fault.when ?? 'before') === when && fault.left > 0;
}

function spend(fault: LiveFault): LiveFault {
  fault.left -= 1;
  return fault;
}

async function fail(
  fault: MockFault,
  method: MockMethod,
  when: Moment,
  signal: AbortSignal,
): Promise<never> {
  if (fault.error === 'no-answer') await pause(longestMs, method, signal);
  throw toError(fault, method, when);
}

/** The longest delay that timers take: no signal waits that long. */
const longestMs = 2 ** 31 - 1;

async function pause(delayMs: number, method: MockMethod, signal: AbortSignal): Promise<void> {
  try {
    await wait(delayMs, undefined, { signal });
  } catch {
    // Whether it was reached is not for the caller to know: the request had left.
    throw interruption(signal, writing.has(method) ? 'unknown' : undefined);
  }
}

function toError(fault: MockFault, method: MockMethod, when: Moment): BackendError {
  const code = fault.error === 'no-answer' ? 'timeout' : fault.error;
  const outcome = fault.outcome ?? outcomeOf(method, when);
  const details: BackendErrorDetails = {
    ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
    ...(writing.has(method) && outcome !== undefined ? { outcome } : {}),
  };
  return new BackendError(code, `a fault of ${method} was asked for`, details);
}

function outcomeOf(method: MockMethod, when: Moment) {
  if (!writing.has(method)) return undefined;
  return when === 'before' ? ('not-applied' as const) : ('unknown' as const);
}

function removeFrom<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
