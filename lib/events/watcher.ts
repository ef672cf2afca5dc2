import type { ChangeEvent } from '@/lib/core/changes/change';
import type { Mark } from '@/lib/core/changes/position';
import { type Interest, isFor } from '@/lib/events/is-for';
import { type LineEvent, reachedEvent, resetEvent } from '@/lib/events/to-events';

/** Who is told. */
export interface ChangeReceiver {
  /** False: cannot keep up, and is told nothing more. */
  receive(event: ChangeEvent): boolean;
  /** Nothing more comes, as this process ends. */
  end(): void;
}

/** One reader of the change stream, on this process. */
export interface Watcher {
  /** All that it is told of is up to here. */
  reached(): ChangeEvent;
  /** The news up to a mark, everybody's; null where they cannot be told one by one. False: drop it. */
  tell(news: readonly LineEvent[] | null, upTo: Mark): boolean;
  /** Tells what it missed before it came, then what it had to wait for. */
  open(missed: readonly LineEvent[] | null): boolean;
  end(): void;
}

/** Where one is to be told more than this at once, one word says that everything may be different. */
export const mostEventsAtOnce = 200;

/** A reader who came at a mark; until it is opened, news are kept for it, within bounds. */
export function createWatcher(interest: Interest, receiver: ChangeReceiver, cameAt: Mark): Watcher {
  let reached = cameAt;
  let waiting: readonly ChangeEvent[] | null = [];

  const select = (news: readonly LineEvent[] | null, upTo: Mark): readonly ChangeEvent[] => {
    if (news === null) return [resetEvent(upTo)];
    const events = news.filter(({ line }) => isFor(interest, line)).map(({ event }) => event);
    return events.length > mostEventsAtOnce ? [resetEvent(upTo)] : events;
  };
  const send = (events: readonly ChangeEvent[]) => events.every((event) => receiver.receive(event));

  return {
    reached: () => reachedEvent(reached),
    tell: (news, upTo) => {
      const events = select(news, upTo);
      reached = upTo;
      if (waiting === null) return send(events);
      waiting = [...waiting, ...events];
      if (waiting.length > mostEventsAtOnce) waiting = [resetEvent(upTo)];
      return true;
    },
    open: (missed) => {
      const kept = waiting ?? [];
      waiting = null;
      return send([...select(missed, cameAt), reachedEvent(cameAt), ...kept]);
    },
    end: () => receiver.end(),
  };
}
