'use client';

import { useQuery } from '@tanstack/react-query';
import { Accessibility } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip } from '@/app/_components/chip';
import { labelClass } from '@/app/_components/control-class';
import { featureIcon } from '@/app/_components/feature-icon';
import { LoadError } from '@/app/_components/load-error';
import type { ChangeFilters, RoomFilters } from '@/app/(employee)/_filters/room-filters';
import { featuresQuery } from '@/lib/http/client/places-queries';

interface EquipmentFieldProps {
  readonly filters: RoomFilters;
  readonly change: ChangeFilters;
}

/** What must be in the room, and whether one must get there without a step. */
export function EquipmentField({ filters, change }: EquipmentFieldProps) {
  const t = useTranslations('search');
  const { data, error, refetch } = useQuery(featuresQuery());
  const toggle = (key: string) => {
    const without = filters.features.filter((feature) => feature !== key);
    const chosen = without.length < filters.features.length ? without : [...without, key];
    change({ features: chosen });
  };
  return (
    <fieldset>
      <legend className={`${labelClass} mb-1`}>{t('equipment')}</legend>
      <div className="flex flex-wrap gap-1">
        {data?.map(({ id, name }) => {
          const Icon = featureIcon(id);
          const checked = filters.features.includes(id);
          return (
            <Chip key={id} type="checkbox" checked={checked} onChange={() => toggle(id)}>
              <Icon aria-hidden size={14} />
              {name}
            </Chip>
          );
        })}
        <Chip
          type="checkbox"
          checked={filters.accessible}
          onChange={() => change({ accessible: !filters.accessible })}
        >
          <Accessibility aria-hidden size={14} />
          {t('accessible')}
        </Chip>
      </div>
      {error && !data && (
        <LoadError title={t('equipmentError')} error={error} onRetry={() => void refetch()} />
      )}
    </fieldset>
  );
}
