'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { parseZone, type ZoneId, zoneId } from '@/lib/core/time/zone';
import type { Me } from '@/lib/http/contract/me';

const ReaderContext = createContext<Me | null>(null);

/** Tells the pages beneath it who reads them. */
export function ReaderProvider({
  me,
  children,
}: {
  readonly me: Me;
  readonly children: ReactNode;
}) {
  return <ReaderContext value={me}>{children}</ReaderContext>;
}

/** @throws Error outside a ReaderProvider: only pages for signed-in people have a reader. */
export function useReader(): Me {
  const me = useContext(ReaderContext);
  if (!me) throw new Error('useReader needs a ReaderProvider above it');
  return me;
}

/** The zone the reader lives in: their setting, else the browser's; null until the page runs there. */
export function useReaderZone(): ZoneId | null {
  const { timeZone } = useReader();
  const hydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (!hydrated) return null;
  return parseZone(timeZone ?? '') ?? browserZone();
}

function browserZone(): ZoneId {
  return parseZone(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? zoneId('UTC');
}
