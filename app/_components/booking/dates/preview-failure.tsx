'use client';

import { useTranslations } from 'next-intl';
import { ruleProblemOf } from '@/app/_components/booking/dates/rule-problem-of';
import { LoadError } from '@/app/_components/load-error';
import { Notice } from '@/app/_components/notice';

interface PreviewFailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Why the dates could not be looked at: the rule cannot be booked, or nobody could look. */
export function PreviewFailure({ error, onRetry }: PreviewFailureProps) {
  const t = useTranslations();
  const problem = ruleProblemOf(error);
  if (problem) {
    return (
      <Notice tone="danger" role="alert">
        {t(`ruleProblem.${problem}`)}
      </Notice>
    );
  }
  return <LoadError title={t('dates.errorTitle')} error={error} onRetry={onRetry} />;
}
