/** A body that is written to as things happen, and holds a bounded amount that nobody has read. */
export interface BoundedStream {
  readonly readable: ReadableStream<Uint8Array>;
  /** False when it has ended, or ends now because its reader has fallen too far behind. */
  write(bytes: Uint8Array): boolean;
  /** What was written is still delivered. */
  end(): void;
  /** Called once, however it ends; at once when it has ended. */
  onEnd(callback: () => void): void;
}

const mostUnreadBytes = 128 * 1024;

/** Ends when the signal fires or its reader cancels it. */
export function openBoundedStream(signal: AbortSignal): BoundedStream {
  const ended = new AbortController();
  const controllers: ReadableStreamDefaultController<Uint8Array>[] = [];
  const finish = (act: (controller: ReadableStreamDefaultController<Uint8Array>) => void) => {
    if (ended.signal.aborted) return;
    signal.removeEventListener('abort', leave);
    for (const controller of controllers) act(controller);
    ended.abort();
  };
  const leave = () => finish((controller) => controller.error(leaving('the reader has left')));
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (controller) => void controllers.push(controller),
      cancel: () => finish(() => undefined),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostUnreadBytes }),
  );
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  return {
    readable,
    write: (bytes) => {
      if (ended.signal.aborted) return false;
      for (const controller of controllers) controller.enqueue(bytes);
      const isTooMuch = controllers.some(({ desiredSize }) => (desiredSize ?? 0) <= 0);
      // What is unread is thrown away with the error: the reader resumes where it was.
      if (isTooMuch) finish((controller) => controller.error(leaving('the reader is too slow')));
      return !isTooMuch;
    },
    end: () => finish((controller) => controller.close()),
    onEnd: (callback) => {
      if (ended.signal.aborted) callback();
      else ended.signal.addEventListener('abort', callback, { once: true });
    },
  };
}

/** Under this name servers take it for what it is, an end and no fault. */
function leaving(reason: string): DOMException {
  return new DOMException(reason, 'AbortError');
}
