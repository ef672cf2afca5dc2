/** The reader left or fell too far behind, or we ended it. */
export type StreamEnd = 'left' | 'behind' | 'ended';

/** A body that is written to as things happen, and holds a bounded amount that nobody has read. */
export interface BoundedStream {
  readonly readable: ReadableStream<Uint8Array>;
  /** False when it has ended, or ends now because its reader has fallen too far behind. */
  write(bytes: Uint8Array): boolean;
  /** What was written is still delivered. */
  end(): void;
  /** Calls once, however it ends; at once when it has. */
  onEnd(callback: (how: StreamEnd) => void): void;
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

const mostUnreadBytes = 128 * 1024;

/** Ends when the signal fires or its reader cancels it. */
export function openBoundedStream(signal: AbortSignal): BoundedStream {
  const controllers: Controller[] = [];
  const callbacks: ((how: StreamEnd) => void)[] = [];
  let ended: StreamEnd | null = null;
  const finish = (how: StreamEnd, act: (controller: Controller) => void) => {
    if (ended) return;
    ended = how;
    signal.removeEventListener('abort', leave);
    for (const controller of controllers) act(controller);
    for (const callback of callbacks) callback(how);
  };
  const leave = () => finish('left', (controller) => controller.error(toEnd('left')));
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (controller) => void controllers.push(controller),
      cancel: () => finish('left', () => undefined),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostUnreadBytes }),
  );
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  return {
    readable,
    write: (bytes) => {
      if (ended) return false;
      for (const controller of controllers) controller.enqueue(bytes);
      const isTooMuch = controllers.some(({ desiredSize }) => (desiredSize ?? 0) <= 0);
      // With the error what is unread is thrown away: the reader resumes where it was.
      if (isTooMuch) finish('behind', (controller) => controller.error(toEnd('behind')));
      return !isTooMuch;
    },
    end: () => finish('ended', (controller) => controller.close()),
    onEnd: (callback) => {
      if (ended) callback(ended);
      else callbacks.push(callback);
    },
  };
}

/** Under this name servers take it for what it is, an end and no fault. */
function toEnd(how: StreamEnd): DOMException {
  return new DOMException(how, 'AbortError');
}
