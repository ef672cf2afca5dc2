import { hourMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** How many minutes a cell of the grid stands for: one step of the keyboard, the mouse snaps to it. */
export const zooms = [15, 30, 60] as const;
export type Zoom = (typeof zooms)[number];
export const usualZoom: Zoom = 15;

/** So many hours of a day lie side by side in a window of the usual width. */
export const hoursInView: Readonly<Record<Zoom, number>> = { 15: 11, 30: 16, 60: 24 };

export function parseZoom(text: string | null): Zoom {
  return zooms.find((zoom) => String(zoom) === text) ?? usualZoom;
}

/** Nearer with `+`, farther with `-`, each as far as it goes; null for any other key. */
export function zoomOfKey(key: string | null, zoom: Zoom): Zoom | null {
  if (key !== '+' && key !== '-') return null;
  const next = zooms.indexOf(zoom) + (key === '+' ? -1 : 1);
  return zooms[next] ?? zoom;
}

export type Breadth = 'scant' | 'narrow' | 'wide';

/** Whether a stretch is too narrow for words, has room for the first of them, or for a line. */
export function breadthOf(zoom: Zoom, { start, end }: Interval): Breadth {
  const usualHours = ((end - start) / hourMs) * (hoursInView[usualZoom] / hoursInView[zoom]);
  if (usualHours < 0.5) return 'scant';
  return usualHours < 1 ? 'narrow' : 'wide';
}
