'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';

/**
 * What the server knew of the reader's browser when it painted the page; null: it did not. The first
 * paint in the browser repeats the server's, so it goes by this too; afterwards the browser decides.
 */
export interface Surroundings {
  readonly now: Instant | null;
  readonly zone: ZoneId | null;
  readonly homeBuildingId: string | null;
  /** Whether the window has room for dialogs and the grid. */
  readonly isWide: boolean | null;
}

const unknownSurroundings = { now: null, zone: null, homeBuildingId: null, isWide: null };

const SurroundingsContext = createContext<Surroundings>(unknownSurroundings);

interface SurroundingsProviderProps {
  readonly around: Surroundings;
  readonly children: ReactNode;
}

export function SurroundingsProvider({ around, children }: SurroundingsProviderProps) {
  return <SurroundingsContext value={around}>{children}</SurroundingsContext>;
}

export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext);
}
