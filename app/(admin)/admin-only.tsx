'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonClass } from '@/app/_components/button-class';
import { EmptyState } from '@/app/_components/empty-state';
import { PageLink } from '@/app/_components/page-link';
import { useReader } from '@/app/_components/reader';
import { atLeast } from '@/lib/core/places/role';

/** Says to everybody else that there is nothing for them here; the API refuses them anyway. */
export function AdminOnly({ children }: { readonly children: ReactNode }) {
  const t = useTranslations();
  if (atLeast(useReader().role, 'admin')) return children;
  return (
    <EmptyState
      isPage
      title={t('connections.refusedTitle')}
      text={t('connections.refusedText')}
      actions={
        <PageLink href="/" className={buttonClass('primary')}>
          {t('nav.search')}
        </PageLink>
      }
    />
  );
}
