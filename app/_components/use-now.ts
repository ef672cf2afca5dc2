'use client';

import { useSyncExternalStore } from 'react';
import { type Instant, instant } from '@/lib/core/time/instant';

const stepMs = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** The present, to a quarter of a minute, kept current; null until the page runs in the browser. */
export function useNow(): Instant | null {
  return useSyncExternalStore(subscribe, present, () => null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(announce, stepMs);
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

function present(): Instant {
  return instant(Math.floor(Date.now() / stepMs) * stepMs);
}
