'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { useSurroundings } from '@/app/_components/surroundings';
import { useHydrated } from '@/app/_components/use-hydrated';
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

/**
 * The zone the reader lives in: their setting, else the browser's; null until the page runs there,
 * where the server did not know it.
 */
export function useReaderZone(): ZoneId | null {
  const { timeZone } = useReader();
  const { zone } = useSurroundings();
  if (!useHydrated()) return zone;
  return parseZone(timeZone ?? '') ?? browserZone();
}

let known: { readonly offset: number; readonly zone: ZoneId } | null = null;

/** The zone that this browser is set to; asked anew when its clock has moved, as on a journey. */
export function browserZone(): ZoneId {
  const offset = new Date().getTimezoneOffset();
  if (known?.offset !== offset) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    known = { offset, zone: parseZone(timeZone) ?? zoneId('UTC') };
  }
  return known.zone;
}
