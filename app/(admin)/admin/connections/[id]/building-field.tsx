'use client';

import { useTranslations } from 'next-intl';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import type { BuildingChoice } from '@/app/(admin)/admin/connections/[id]/take-rooms';

interface BuildingFieldProps {
  readonly buildings: readonly { readonly id: string; readonly name: string }[];
  readonly choice: BuildingChoice;
  readonly onChange: (choice: BuildingChoice) => void;
}

const isNew = 'new';

/** In which building the rooms are: one that is there, or one to be made. */
export function BuildingField({ buildings, choice, onChange }: BuildingFieldProps) {
  const t = useTranslations('connections');
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label={t('building')}>
        {(control) => (
          <Select
            {...control}
            value={'id' in choice ? choice.id : isNew}
            onChange={({ currentTarget: { value } }) =>
              onChange(value === isNew ? { name: '', timeZone } : { id: value })
            }
          >
            {buildings.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={isNew}>{t('newBuilding')}</option>
          </Select>
        )}
      </Field>
      {'name' in choice && (
        <>
          <Field label={t('buildingName')}>
            {(control) => (
              <input
                {...control}
                required
                maxLength={100}
                value={choice.name}
                className={controlClass}
                onChange={(event) => onChange({ ...choice, name: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={t('buildingZone')} hint={t('buildingZoneHint')}>
            {(control) => (
              <input
                {...control}
                required
                value={choice.timeZone}
                className={controlClass}
                onChange={(event) => onChange({ ...choice, timeZone: event.currentTarget.value })}
              />
            )}
          </Field>
        </>
      )}
    </div>
  );
}
