'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { LoadError } from '@/app/_components/load-error';
import { AppearanceForm } from '@/app/(admin)/admin/appearance/appearance-form';
import { appearanceQuery } from '@/lib/http/client/appearance';

/** The organisation's own name, logo and colour. */
export function AppearancePage() {
  const t = useTranslations('appearance');
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="text-20 font-semibold">{t('title')}</h1>
      <p className="mb-6 text-quiet">{t('lead')}</p>
      <SavedAppearance />
    </div>
  );
}

function SavedAppearance() {
  const t = useTranslations();
  const { data, error, refetch } = useQuery(appearanceQuery());
  if (data) return <AppearanceForm saved={data} />;
  if (error) {
    return (
      <LoadError title={t('appearance.errorTitle')} error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <div role="status" className="grid gap-6">
      <span className="sr-only">{t('common.loading')}</span>
      <div className="skeleton h-14 rounded-control" />
      <div className="skeleton h-20 rounded-control" />
      <div className="skeleton h-14 rounded-control" />
      <div className="skeleton h-60 rounded-control" />
    </div>
  );
}
