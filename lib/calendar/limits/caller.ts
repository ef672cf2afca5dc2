import type { CalendarBackend, CallContext } from '@/lib/calendar/backend';
import { type BackendError, isBackendError } from '@/lib/calendar/errors';
import type { Verdict } from '@/lib/calendar/limits/breaker';
import type { CalendarLog } from '@/lib/calendar/limits/calendar-log';
import type { CallPlan, ObservedCall } from '@/lib/calendar/limits/call-plan';
import { holdUntilSettled } from '@/lib/calendar/limits/hold-until-settled';
import { createLane, type Lane } from '@/lib/calendar/limits/lane';
import { translateThrown } from '@/lib/calendar/limits/translate-thrown';
import { withOutcome, writeOutcome } from '@/lib/calendar/limits/write-outcome';
import type { Lease, Routing } from '@/lib/calendar/routing';
import type { Clock } from '@/lib/core/time/clock';

const queueLimit = 1_000;
const breakerOptions = { threshold: 5, probeAfterMs: 10_000 };
/** A call that had to queue for most of its time proves nothing against the server. */
const fairTrialMs = 1_000;

export interface CallerDeps {
  readonly routing: Routing;
  readonly clock: Clock;
  readonly log: CalendarLog;
  readonly observe: (call: ObservedCall) => void;
}

/** What an attempt came to, and whether making it again makes sense. */
export type Attempted<T> =
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly error: BackendError; readonly repeatable: boolean };

/** Makes one attempt at a call within its connection's limits. */
export interface Caller {
  /** Never rejects. */
  attempt<T>(plan: CallPlan<T>): Promise<Attempted<T>>;
}

/** What is known of an attempt that failed: whether anything left for the backend. */
interface Progress {
  sent: boolean;
  repeatable: boolean;
}

/** A turn on the connection, held until `free` is called. */
interface Turn {
  readonly backend: CalendarBackend;
  readonly lane: Lane;
  readonly free: () => void;
}

export function createCaller(deps: CallerDeps): Caller {
  const { clock, log } = deps;
  const lanes = new WeakMap<CalendarBackend, Lane>();

  /** A changed connection has a new backend, and so a clean slate. */
  const laneOf = (backend: CalendarBackend): Lane => {
    const { concurrency } = backend.capabilities;
    const lane =
      lanes.get(backend) ?? createLane({ concurrency, queueLimit, breaker: breakerOptions }, clock);
    lanes.set(backend, lane);
    return lane;
  };
  const takeTurn = async <T>(plan: CallPlan<T>, progress: Progress): Promise<Turn> => {
    const { backend, end } = await takeLease(deps.routing, plan);
    progress.repeatable = plan.repeatable(backend.capabilities);
    const lane = laneOf(backend);
    try {
      const release = await lane.enter(plan.deadline);
      return { backend, lane, free: both(release, end) };
    } catch (error) {
      end();
      throw error;
    }
  };
  const send = async <T>(plan: CallPlan<T>, { backend, lane, free }: Turn): Promise<T> => {
    const pending = plan.send(backend, contextOf(plan));
    holdUntilSettled(pending, plan, log, free);
    try {
      const result = await plan.deadline.race(pending);
      for (const error of plan.failuresIn?.(result) ?? []) notice(plan, lane, error);
      return result;
    } catch (thrown) {
      const error = translateThrown(thrown, plan.deadline);
      notice(plan, lane, error);
      throw error;
    }
  };
  const notice = <T>(plan: CallPlan<T>, lane: Lane, error: BackendError) => {
    lane.pause.note(error);
    if (error.code === 'bad-response') log.warn({ ...traits(plan), err: error }, error.message);
  };
  const dispatch = async <T>(plan: CallPlan<T>, progress: Progress): Promise<T> => {
    const turn = await takeTurn(plan, progress);
    const sentAt = clock.now();
    const sendNow = () => {
      progress.sent = true;
      return send(plan, turn);
    };
    try {
      return await turn.lane.breaker.run(sendNow, (error) =>
        judge(error, error === plan.deadline.ended() && clock.now() - sentAt < fairTrialMs),
      );
    } finally {
      if (!progress.sent) turn.free();
    }
  };
  const report = <T>(plan: CallPlan<T>, startedAt: number, outcome: ObservedCall['outcome']) => {
    const call: ObservedCall = { ...traits(plan), ms: clock.now() - startedAt, outcome };
    log.debug({ ...call }, 'calendar call');
    try {
      deps.observe(call);
    } catch (error) {
      log.warn({ ...traits(plan), err: error }, 'an observer of calendar calls failed');
    }
  };

  return {
    async attempt(plan) {
      const startedAt = clock.now();
      const progress: Progress = { sent: false, repeatable: false };
      try {
        const result = await dispatch(plan, progress);
        report(plan, startedAt, 'ok');
        return { ok: true, result };
      } catch (thrown) {
        const translated = translateThrown(thrown, plan.deadline);
        report(plan, startedAt, translated.code);
        const repeatable = progress.sent && progress.repeatable && translated.retryable;
        return { ok: false, error: asOutcome(plan, translated, progress.sent), repeatable };
      }
    },
  };
}

function both(first: () => void, second: () => void): () => void {
  return () => {
    first();
    second();
  };
}

async function takeLease<T>(routing: Routing, plan: CallPlan<T>): Promise<Lease> {
  const leasing = routing.lease(plan.connection);
  try {
    return await plan.deadline.race(leasing);
  } catch (error) {
    // Nobody waits for it any more: given back if it comes, and its failure is the next caller's.
    void leasing.then(
      (lease) => lease.end(),
      () => undefined,
    );
    throw error;
  }
}

function contextOf<T>(plan: CallPlan<T>): CallContext {
  const { deadline, requestId, onBehalfOf } = plan;
  return {
    signal: deadline.signal,
    requestId,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  };
}

function traits<T>(plan: CallPlan<T>) {
  const { connection, method, requestId } = plan;
  return { connectionId: connection.id, method, requestId };
}

function asOutcome<T>(plan: CallPlan<T>, error: BackendError, sent: boolean): BackendError {
  if (!plan.write) return error;
  return withOutcome(error, sent ? writeOutcome(error) : 'not-applied');
}

function judge(error: unknown, hurried: boolean): Verdict {
  if (!isBackendError(error)) return 'silent';
  switch (error.code) {
    case 'unavailable':
      return 'failing';
    case 'timeout':
      return hurried ? 'silent' : 'failing';
    case 'aborted':
    case 'bad-response':
      return 'silent';
    default:
      return 'alive';
  }
}
