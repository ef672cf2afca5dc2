'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import type { UnknownReason } from '@/lib/core/availability/busy';
import { groupBy } from '@/lib/core/group-by';
import type { RoomAvailabilityAnswer } from '@/lib/http/contract/availability';

interface GridNoticesProps {
  readonly answers: readonly RoomAvailabilityAnswer[];
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly onRetry: () => void;
}

/** What of the grid is missing and why, so that nobody takes it for complete. */
export function GridNotices({ answers, isStale, error, onRetry }: GridNoticesProps) {
  const t = useTranslations();
  const errorText = useErrorText();
  if (isStale) {
    return (
      <div className="mb-4">
        <Notice
          tone="unknown"
          role="alert"
          title={t('grid.staleTitle')}
          actions={<Button onClick={onRetry}>{t('common.retry')}</Button>}
        >
          {error && <p>{errorText(error)}</p>}
        </Notice>
      </div>
    );
  }
  const missing = groupBy(answers.filter(isUnknown), reasonOf);
  if (missing.size === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="unknown" role="status">
        {[...missing].map(([reason, { length }]) => (
          <p key={reason}>
            {t('grid.partial', { count: length, reason: t(`unknownReason.${reason}`) })}
          </p>
        ))}
      </Notice>
    </div>
  );
}

function isUnknown({ status }: RoomAvailabilityAnswer): boolean {
  return status === 'unknown';
}

function reasonOf({ reason }: RoomAvailabilityAnswer): UnknownReason {
  return reason ?? 'unreadable';
}
