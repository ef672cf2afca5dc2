'use client';

import { type RefObject, useEffect } from 'react';

/**
 * Gives the focus to the fallback when what had it is gone, such as the button of a room that has
 * just been booked: whoever works by keyboard must not start over at the top of the page.
 */
export function useFocusKeeper(fallback: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof Element) last = target;
    };
    const isLost = () =>
      document.activeElement === document.body && last !== null && !last.isConnected;
    const keep = () => {
      if (isLost()) fallback.current?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      // A dialog that closes gives the focus back itself, a frame later.
      if (isLost()) requestAnimationFrame(() => requestAnimationFrame(keep));
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [fallback]);
}
