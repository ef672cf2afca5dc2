'use client';

import { useQuery } from '@tanstack/react-query';
import { Accessibility, ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Chip } from '@/app/_components/chip';
import { classNames } from '@/app/_components/class-names';
import { labelClass } from '@/app/_components/control-class';
import { featureIcon } from '@/app/_components/feature-icon';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import { countFilters, type SearchState } from '@/app/(employee)/_search/search-state';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import { featuresQuery } from '@/lib/http/client/places-queries';
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
        {building && building.floors.length > 1 && (
          <Field label={t('floor')}>
            {(control) => (
              <Select
                {...control}
                value={state.floor ?? ''}
                onChange={(event) => change({ floor: event.currentTarget.value || null })}
              >
                <option value="">{t('allFloors')}</option>
                {building.floors.map(({ id, name }) => (
                  <option key={id} value={name}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <EquipmentField state={state} change={change} />
      </div>
    </div>
  );
}

function EquipmentField({ state, change }: Pick<MoreFiltersProps, 'state' | 'change'>) {
  const t = useTranslations('search');
  const { data } = useQuery(featuresQuery());
  const toggle = (key: string) => {
    const without = state.features.filter((feature) => feature !== key);
    const chosen = without.length < state.features.length ? without : [...without, key];
    change({ features: chosen });
  };
  return (
    <fieldset>
      <legend className={`${labelClass} mb-1`}>{t('equipment')}</legend>
      <div className="flex flex-wrap gap-1">
        {data?.map(({ id, name }) => {
          const Icon = featureIcon(id);
          const checked = state.features.includes(id);
          return (
            <Chip key={id} type="checkbox" checked={checked} onChange={() => toggle(id)}>
              <Icon aria-hidden size={14} />
              {name}
            </Chip>
          );
        })}
        <Chip
          type="checkbox"
          checked={state.accessible}
          onChange={() => change({ accessible: !state.accessible })}
        >
          <Accessibility aria-hidden size={14} />
          {t('accessible')}
        </Chip>
      </div>
    </fieldset>
  );
}
