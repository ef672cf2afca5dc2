import type { CalendarLog } from '@/lib/calendar/limits/calendar-log';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';

/** A backend that ignores its signal keeps its slot no longer than this after we gave up. */
const graceMs = 10_000;

/**
 * Runs `free` when the call has ended, or, when nobody waits any more and it does not end, after a
 * grace: what is still under way counts against the connection's limit. A late end is logged.
 */
export function holdUntilSettled<T>(
  pending: Promise<T>,
  plan: CallPlan<T>,
  log: CalendarLog,
  free: () => void,
): void {
  const { signal } = plan.deadline;
  let timer: NodeJS.Timeout | undefined;
  const startGrace = () => {
    timer = setTimeout(free, graceMs).unref();
  };
  signal.addEventListener('abort', startGrace, { once: true });
  const settle = () => {
    signal.removeEventListener('abort', startGrace);
    clearTimeout(timer);
    free();
  };
  const late = { connectionId: plan.connection.id, method: plan.method, requestId: plan.requestId };
  void pending.then(
    () => {
      settle();
      if (signal.aborted) log.warn(late, 'a calendar call succeeded after its caller had left');
    },
    (error: unknown) => {
      settle();
      if (signal.aborted) log.debug({ ...late, err: error }, 'an abandoned calendar call ended');
    },
  );
}
