import type { Interval } from '@/lib/core/time/interval';

/** `unknown`: no answer came, so that it may have taken effect, may still, or never will. */
export type Answer = 'ok' | 'fail' | 'unknown';

interface Asked {
  readonly roomId: string;
  /** When it was asked, on any clock that all of the run shares. */
  readonly invokedAt: number;
  /** When the answer was there; of an unknown one, when nobody waited any more. */
  readonly answeredAt: number;
}

/** `key` names the booking throughout the run: whoever asks chooses it, and reads show it. */
export interface BookOperation extends Asked {
  readonly kind: 'book';
  readonly key: string;
  readonly slot: Interval;
  readonly answer: Answer;
}

export interface CancelOperation extends Asked {
  readonly kind: 'cancel';
  readonly key: string;
  readonly answer: Answer;
}

/** Keys of all live bookings of the room, as an answer listed them. Each slot is read by itself. */
export interface ReadOperation extends Asked {
  readonly kind: 'read';
  readonly keys: readonly string[];
}

export type Operation = BookOperation | CancelOperation | ReadOperation;

/** Notes what a run asks and hears, from as many askers at once as there are. */
export function createHistory(now: () => number = () => performance.now()) {
  const operations: Operation[] = [];
  const during = async <T>(work: () => Promise<T>) => {
    const invokedAt = now();
    const result = await work();
    return { result, invokedAt, answeredAt: now() };
  };
  return {
    operations: operations as readonly Operation[],
    book: async (
      asked: Pick<BookOperation, 'roomId' | 'key' | 'slot'>,
      work: () => Promise<Answer>,
    ): Promise<void> => {
      const { result, ...times } = await during(work);
      operations.push({ kind: 'book', ...asked, ...times, answer: result });
    },
    cancel: async (
      asked: Pick<CancelOperation, 'roomId' | 'key'>,
      work: () => Promise<Answer>,
    ): Promise<void> => {
      const { result, ...times } = await during(work);
      operations.push({ kind: 'cancel', ...asked, ...times, answer: result });
    },
    /** A read that fails is no operation: it says nothing. */
    read: async (roomId: string, work: () => Promise<readonly string[]>): Promise<void> => {
      const { result, ...times } = await during(work);
      operations.push({ kind: 'read', roomId, ...times, keys: result });
    },
  };
}
