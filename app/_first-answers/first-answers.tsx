'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Surroundings, SurroundingsProvider } from '@/app/_components/surroundings';
import { useHydrated } from '@/app/_components/use-hydrated';
import { type FirstAnswer, takeAnswers } from '@/app/_first-answers/take-answers';

interface FirstAnswersProps {
  readonly around: Surroundings;
  readonly answers: readonly FirstAnswer[];
  /** When the server asked for them, on its clock. */
  readonly askedAtMs: number;
  readonly children: ReactNode;
}

/**
 * Gives the page beneath it the answers that came along with it, as if it had asked for them. Until
 * the page runs it can be read, not used: a click would be lost.
 */
export function FirstAnswers({ around, answers, askedAtMs, children }: FirstAnswersProps) {
  const client = useQueryClient();
  useState(() => takeAnswers(client, answers, askedAtMs));
  return (
    <SurroundingsProvider around={around}>
      <div inert={!useHydrated()} className="contents">
        {children}
      </div>
    </SurroundingsProvider>
  );
}
