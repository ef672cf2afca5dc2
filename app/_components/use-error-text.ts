'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { RequestFailure } from '@/lib/http/client/request-failure';

/** Puts any failure of a call into the reader's words, saying what to do next. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations();
  return useCallback(
    (error) => {
      if (!(error instanceof RequestFailure)) return t('failure.unreadable');
      if (error.problem) return t(`problem.${error.problem.code}`);
      return t(error.kind === 'offline' ? 'failure.offline' : 'failure.unreadable');
    },
    [t],
  );
}
