'use client';

import dynamic from 'next/dynamic';
import { type RefObject, Suspense } from 'react';
import { afterFocusReturns } from '@/app/_components/after-focus-returns';
import type { Carrying } from '@/app/(employee)/grid/use-carrying';
import type { GridCommandsState } from '@/app/(employee)/grid/use-grid-commands';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';

const MoveNotice = dynamic(async () => {
  const loaded = await import('@/app/(employee)/grid/move-notice');
  return loaded.MoveNotice;
});
const OwnBooking = dynamic(async () => {
  const loaded = await import('@/app/(employee)/grid/own-booking');
  return loaded.OwnBooking;
});

interface GridOverlaysProps extends Pick<GridCommandsState, 'own' | 'closeOwn' | 'commands'> {
  readonly words: StretchWords;
  readonly carrying: Carrying;
  readonly focusTarget: RefObject<HTMLElement | null>;
}

/** What lies over the grid while it is needed: what became of a move, and an own booking. */
export function GridOverlays(props: GridOverlaysProps) {
  const { own, closeOwn, words, commands, carrying, focusTarget } = props;
  const { outcome, dismiss } = carrying;
  const leaveOwn = () => {
    closeOwn();
    // One dialog may have followed another, which leaves nothing to give the focus back to.
    afterFocusReturns(() => focusTarget.current?.focus({ preventScroll: true }));
  };
  // A boundary of their own: while they load, the page's would hide the grid and lose the focus.
  return (
    <Suspense fallback={null}>
      {outcome && <MoveNotice outcome={outcome} onClose={dismiss} />}
      {own && <OwnBooking own={own} words={words} commands={commands} onClose={leaveOwn} />}
    </Suspense>
  );
}
