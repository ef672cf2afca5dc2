'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { Notice } from '@/app/_components/notice';

/** Somebody else was quicker: nothing was overwritten, and the way out is to look again. */
export function StaleNotice({ onReload }: { readonly onReload: () => void }) {
  const t = useTranslations('change');
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('staleTitle')}
      actions={<Button onClick={onReload}>{t('reload')}</Button>}
    >
      {t('staleText')}
    </Notice>
  );
}
