import { setImmediate } from 'node:timers/promises';

/**
 * Hands out turns to read large answers, one in each turn of the event loop: between two readings
 * the loop takes in what has arrived, and the questions that waited for a connection leave.
 */
export function createReadingTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => setImmediate());
    return last;
  };
}
