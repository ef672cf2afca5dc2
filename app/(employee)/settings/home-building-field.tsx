'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/app/_components/field';
import { rememberHomeBuilding, useHomeBuilding } from '@/app/_components/home-building';
import { LoadError } from '@/app/_components/load-error';
import { Select } from '@/app/_components/select';
import { buildingsQuery } from '@/lib/http/client/places-queries';

/** Where searches and the grid begin on this device. */
export function HomeBuildingField() {
  const t = useTranslations('settings');
  const { data, error, refetch } = useQuery(buildingsQuery());
  const home = useHomeBuilding();
  const [chosen, setChosen] = useState<string | null>(null);
  if (error && !data) {
    return <LoadError title={t('homeError')} error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <div aria-hidden className="skeleton h-14" />;
  const remembered = chosen ?? home ?? '';
  const known = data.some(({ id }) => id === remembered) ? remembered : '';
  return (
    <Field label={t('home')} hint={t('homeHint')}>
      {(control) => (
        <Select
          {...control}
          value={known}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (rememberHomeBuilding(value)) setChosen(value);
          }}
        >
          {known === '' && <option value="">{t('homeNone')}</option>}
          {data.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
