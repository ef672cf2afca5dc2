'use client';

import { useTranslations } from 'next-intl';
import { EquipmentField } from '@/app/(employee)/_filters/equipment-field';
import { FloorField } from '@/app/(employee)/_filters/floor-field';
import { PeopleField } from '@/app/(employee)/_filters/people-field';
import type { ChangeFilters, RoomFilters } from '@/app/(employee)/_filters/room-filters';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface FilterPanelProps {
  readonly id: string;
  readonly filters: RoomFilters;
  readonly building: BuildingAnswer;
  readonly change: ChangeFilters;
}

/** What rooms must be like, the same as a search asks. */
export function FilterPanel({ id, filters, building, change }: FilterPanelProps) {
  const t = useTranslations('grid');
  return (
    <search
      id={id}
      aria-label={t('filters')}
      className="flex w-full flex-wrap items-start gap-x-6 gap-y-4 border-t border-hairline pt-4"
    >
      <PeopleField people={filters.people} change={change} className="w-40" />
      <FloorField floor={filters.floor} {...{ building, change }} className="w-40" />
      <EquipmentField {...{ filters, change }} />
    </search>
  );
}
