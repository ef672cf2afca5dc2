'use client';

import { useTranslations } from 'next-intl';
import { PageLink } from '@/app/_components/page-link';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { GridLegend } from '@/app/(employee)/grid/grid-legend';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';
import { formatTime } from '@/lib/i18n/format-time';

interface GridFootProps {
  readonly hint: string;
  readonly hintId: string;
  readonly updatedAt: Instant | null;
  readonly zone: ZoneId;
}

/** How to read the grid, how to move in it, and of when it is. */
export function GridFoot({ hint, hintId, updatedAt, zone }: GridFootProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  return (
    <div className="mt-3 grid gap-x-8 gap-y-1 text-12 text-quiet lg:grid-cols-[minmax(0,1fr)_auto]">
      <GridLegend />
      <p className="lg:justify-self-end">
        {updatedAt !== null && t('grid.updated', { time: formatTime(updatedAt, zone, locale) })}
      </p>
      <p id={hintId}>{hint}</p>
      <p className="flex gap-x-4 lg:justify-self-end">
        <PageLink href="/help/keyboard" className="py-1 underline hover:text-ink">
          {t('app.keyboard')}
        </PageLink>
        <PageLink href="/accessibility" className="py-1 underline hover:text-ink">
          {t('app.accessibility')}
        </PageLink>
      </p>
    </div>
  );
}
