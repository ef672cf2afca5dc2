import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { GridPage } from '@/app/(employee)/grid/grid-page';
import { GridPageSkeleton } from '@/app/(employee)/grid/grid-skeleton';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('grid');
  return { title: t('title') };
}

export default function Page() {
  return (
    <Suspense fallback={<GridPageSkeleton />}>
      <GridPage />
    </Suspense>
  );
}
