'use client';

import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether the page is about to be printed, or is shown as if it were. What is painted for paper alone
 * need not be in the page at any other time, and is there before the printer looks.
 */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const turn = (on: boolean) => flushSync(() => setPrinting(on));
    const begin = () => turn(true);
    const end = () => turn(false);
    const media = window.matchMedia('print');
    const follow = () => turn(media.matches);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    media.addEventListener('change', follow);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
      media.removeEventListener('change', follow);
    };
  }, []);
  return isPrinting;
}
