'use client';

import { type RefObject, useEffect } from 'react';
import { afterFocusReturns } from '@/app/_components/after-focus-returns';

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
      if (isLost()) afterFocusReturns(keep);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [fallback]);
}
