'use client';

import { useSyncExternalStore } from 'react';
import { present, presentStepMs } from '@/app/_components/present';
import { useSurroundings } from '@/app/_components/surroundings';
import type { Instant } from '@/lib/core/time/instant';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/**
 * The present, to a quarter of a minute, kept current; null until the page runs in the browser,
 * where the server has not painted it of a certain moment.
 */
export function useNow(): Instant | null {
  const { now } = useSurroundings();
  return useSyncExternalStore(subscribe, present, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(announce, presentStepMs);
  document.addEventListener('visibilitychange', announce);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    document.removeEventListener('visibilitychange', announce);
  };
}

function announce(): void {
  for (const listener of listeners) listener();
}
