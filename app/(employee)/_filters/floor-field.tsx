'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import type { ChangeFilters } from '@/app/(employee)/_filters/room-filters';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface FloorFieldProps {
  readonly floor: string | null;
  readonly building: BuildingAnswer;
  readonly change: ChangeFilters;
  readonly className?: string;
}

/** On which floor; nothing where there is only one. */
export function FloorField({ floor, building, change, className }: FloorFieldProps) {
  const t = useTranslations('search');
  if (building.floors.length < 2) return null;
  return (
    <Field label={t('floor')} {...(className ? { className } : {})}>
      {(control) => (
        <Select
          {...control}
          value={floor ?? ''}
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
  );
}
