'use client';

import { useState } from 'react';

/** The value; while it is not settled the last one that was. It must stay the same until it differs. */
export function useSettled<T>(value: T, isSettled: boolean): T {
  const [last, keep] = useState(value);
  if (!isSettled) return last;
  if (last !== value) keep(value);
  return value;
}
