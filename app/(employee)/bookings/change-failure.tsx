'use client';

import { useTranslations } from 'next-intl';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { StaleNotice } from '@/app/(employee)/bookings/stale-notice';
import { problemCodeOf, RequestFailure } from '@/lib/http/client/request-failure';

interface ChangeFailureProps {
  readonly error: Error | null;
  readonly onReload: () => void;
}

/** Why a change that has no form of its own was not made, or that it is not certain. */
export function ChangeFailure({ error, onReload }: ChangeFailureProps) {
  const t = useTranslations('book');
  const errorText = useErrorText();
  if (!error) return null;
  if (problemCodeOf(error) === 'stale') return <StaleNotice onReload={onReload} />;
  const isLost = !(error instanceof RequestFailure) || error.problem === null;
  return (
    <Notice
      tone={isLost ? 'warning' : 'danger'}
      role="alert"
      title={t(isLost ? 'lostTitle' : 'failedChangeTitle')}
    >
      {isLost ? t('lostChangeText') : errorText(error)}
    </Notice>
  );
}
