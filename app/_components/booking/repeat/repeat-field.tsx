'use client';

import { useTranslations } from 'next-intl';
import { type Repeat, repeatKinds } from '@/app/_components/booking/repeat/repeat';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';

interface RepeatFieldProps {
  readonly repeat: Repeat;
  readonly error: string | null;
  readonly onChange: (repeat: Repeat) => void;
}

/** Whether and how often; the rest is asked once something repeats. */
export function RepeatField({ repeat, error, onChange }: RepeatFieldProps) {
  const t = useTranslations('repeat');
  return (
    <Field label={t('label')} error={error}>
      {(control) => (
        <Select
          {...control}
          value={repeat.kind}
          onChange={({ currentTarget }) => {
            const kind = repeatKinds.find((each) => each === currentTarget.value);
            if (kind) onChange({ ...repeat, kind });
          }}
        >
          {repeatKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
