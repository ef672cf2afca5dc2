'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { useReaderZone } from '@/app/_components/reader';
import { useNow } from '@/app/_components/use-now';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';
import { buildingsQuery } from '@/lib/http/client/places-queries';
import type { BuildingAnswer } from '@/lib/http/contract/places';

/** What a page of rooms begins with. */
export interface PageSurroundings {
  readonly now: Instant;
  readonly readerZone: ZoneId;
  readonly buildings: readonly BuildingAnswer[];
}

interface WithBuildingsProps {
  readonly errorTitle: string;
  /** Stands in until everything is known. */
  readonly skeleton: ReactNode;
  readonly children: (around: PageSurroundings) => ReactNode;
}

/** A page once its buildings, the time and the reader's zone are known; or why it cannot be. */
export function WithBuildings({ errorTitle, skeleton, children }: WithBuildingsProps) {
  const t = useTranslations('search');
  const now = useNow();
  const readerZone = useReaderZone();
  const { data, error, refetch } = useQuery(buildingsQuery());
  if (error && !data) {
    return <LoadError title={errorTitle} error={error} onRetry={() => void refetch()} />;
  }
  if (now === null || readerZone === null || !data) return skeleton;
  if (data.length === 0) {
    return <EmptyState title={t('noRoomsTitle')} text={t('noRoomsText')} />;
  }
  return children({ now, readerZone, buildings: data });
}
