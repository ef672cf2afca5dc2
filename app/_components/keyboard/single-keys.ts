'use client';

import { useSyncExternalStore } from 'react';

const key = 'foyer-single-keys';
const off = 'off';
const listeners = new Set<() => void>();
/** What was chosen on this page where the browser keeps nothing. */
let chosenHere: boolean | null = null;

/**
 * Whether one key alone, such as `?` or M, does something; the reader may turn that off on this
 * device (WCAG 2.2, 2.1.4). Keys that are no characters, such as the arrows, always work.
 */
export function areSingleKeysOn(): boolean {
  try {
    return chosenHere ?? localStorage.getItem(key) !== off;
  } catch {
    return true;
  }
}

/** For this device; where the browser keeps nothing, for as long as the page is open. */
export function turnSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(key);
    else localStorage.setItem(key, off);
    chosenHere = null;
  } catch {
    chosenHere = isOn;
  }
  for (const listener of listeners) listener();
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
