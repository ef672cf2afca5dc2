'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/app/_components/field';
import { NumberStepper } from '@/app/_components/number-stepper';
import { type ChangeFilters, mostPeople } from '@/app/(employee)/_filters/room-filters';

interface PeopleFieldProps {
  readonly people: number;
  readonly change: ChangeFilters;
  readonly className?: string;
}

/** For how many there must be seats. */
export function PeopleField({ people, change, className }: PeopleFieldProps) {
  const t = useTranslations('search');
  return (
    <Field label={t('people')} {...(className ? { className } : {})}>
      {(control) => (
        <NumberStepper
          control={control}
          value={people}
          onChange={(wanted) => change({ people: wanted }, 'replace')}
          least={1}
          most={mostPeople}
          lessLabel={t('fewerPeople')}
          moreLabel={t('morePeople')}
        />
      )}
    </Field>
  );
}
