'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Notice, type NoticeTone } from '@/app/_components/notice';
import type { MoveOutcome } from '@/app/(employee)/grid/use-carrying';

interface MoveNoticeProps {
  readonly outcome: MoveOutcome;
  readonly onClose: () => void;
}

const tones = { done: 'done', pending: 'warning', failed: 'danger' } as const satisfies Readonly<
  Record<MoveOutcome['tone'], NoticeTone>
>;

/** What became of a move, over the grid so that nothing jumps, and the way back. */
export function MoveNotice({ outcome: { tone, words, undo }, onClose }: MoveNoticeProps) {
  const t = useTranslations();
  return (
    <div className="fixed inset-x-4 bottom-4 z-30 mx-auto max-w-xl rounded-control bg-surface shadow-float">
      <Notice
        tone={tones[tone]}
        role={tone === 'failed' ? 'alert' : 'status'}
        actions={
          <>
            {undo && <Button onClick={undo}>{t('grid.undo')}</Button>}
            <Button onClick={onClose}>{t('common.close')}</Button>
          </>
        }
      >
        {words}
      </Notice>
    </div>
  );
}
