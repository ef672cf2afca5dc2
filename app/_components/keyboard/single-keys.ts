'use client';

import { useSyncExternalStore } from 'react';

const key = 'foyer-single-keys';
const off = 'off';
const listeners = new Set<() => void>();

/**
 * Whether one key alone, such as `?` or M, does something; the reader may turn that off on this
 * device (WCAG 2.2, 2.1.4). Keys that are no characters, such as the arrows, always work.
 */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(key) !== off;
  } catch {
    return true;
  }
}

/** False: the browser keeps nothing, and they stay as they were. */
export function turnSingleKeys(isOn: boolean): boolean {
  try {
    if (isOn) localStorage.removeItem(key);
    else localStorage.setItem(key, off);
  } catch {
    return false;
  }
  for (const listener of listeners) listener();
  return true;
}

/** Whether they are on, in every window of this browser. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
