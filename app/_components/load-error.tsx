'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { RequestFailure } from '@/lib/http/client/request-failure';

interface LoadErrorProps {
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A list or page that could not be read: why, and a way to try again. */
export function LoadError({ title, error, onRetry }: LoadErrorProps) {
  const t = useTranslations('common');
  const errorText = useErrorText();
  const requestId = error instanceof RequestFailure ? error.problem?.requestId : undefined;
  return (
    <Notice
      tone="danger"
      role="alert"
      title={title}
      actions={<Button onClick={onRetry}>{t('retry')}</Button>}
    >
      <p>{errorText(error)}</p>
      {requestId && <p className="text-12 text-quiet">{t('whatIsMissing', { requestId })}</p>}
    </Notice>
  );
}
