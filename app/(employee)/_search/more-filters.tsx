'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { classNames } from '@/app/_components/class-names';
import { EquipmentField } from '@/app/(employee)/_filters/equipment-field';
import { FloorField } from '@/app/(employee)/_filters/floor-field';
import { countFilters } from '@/app/(employee)/_filters/room-filters';
import type { SearchState } from '@/app/(employee)/_search/search-state';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface MoreFiltersProps {
  readonly state: SearchState;
  readonly building: BuildingAnswer | null;
  readonly change: ChangeSearch;
}

/** Floor, access and equipment: always open beside the results, folded away above them. */
export function MoreFilters({ state, building, change }: MoreFiltersProps) {
  const t = useTranslations('search');
  const [open, setOpen] = useState(false);
  const active = countFilters(state);
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-9 items-center gap-2 font-semibold text-accent lg:hidden"
      >
        <ChevronDown aria-hidden size={16} className={open ? 'rotate-180' : undefined} />
        {t('moreFilters')}
        {active > 0 && (
          <span className="font-regular text-quiet">{t('activeFilters', { count: active })}</span>
        )}
      </button>
      <div className={classNames('grid gap-4 max-lg:pt-3', !open && 'max-lg:hidden')}>
        {building && <FloorField floor={state.floor} {...{ building, change }} />}
        <EquipmentField filters={state} change={change} />
      </div>
    </div>
  );
}
