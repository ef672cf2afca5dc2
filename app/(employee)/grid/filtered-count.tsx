'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { EmptyState } from '@/app/_components/empty-state';
import {
  type ChangeFilters,
  noFilters,
  type RoomFilters,
} from '@/app/(employee)/_filters/room-filters';
import { countGridFilters } from '@/app/(employee)/grid/grid-state';

interface FilteredCountProps {
  readonly filters: RoomFilters;
  readonly count: number;
  readonly total: number;
  readonly change: ChangeFilters;
}

/** How many rooms are left of a building's, and the way back to all of them. */
export function FilteredCount({ filters, count, total, change }: FilteredCountProps) {
  const t = useTranslations();
  const isFiltered = countGridFilters(filters) > 0;
  const clear = (
    <Button size="small" onClick={() => change(noFilters)}>
      {t('search.clear')}
    </Button>
  );
  return (
    <>
      <div className={isFiltered ? 'mb-3 flex items-center gap-4 print:hidden' : undefined}>
        <p role="status" className="text-quiet">
          {isFiltered && t('grid.fitting', { count, total })}
        </p>
        {isFiltered && count > 0 && clear}
      </div>
      {isFiltered && count === 0 && (
        <EmptyState title={t('search.emptyTitle')} text={t('grid.noneFitsText')} actions={clear} />
      )}
    </>
  );
}
