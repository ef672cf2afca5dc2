'use client';

import { useTranslations } from 'next-intl';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';

interface BehalfFieldProps {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (onBehalfOf: string) => void;
}

/** Whose meeting it is to be, where it is not the reader's own. */
export function BehalfField({ value, error, onChange }: BehalfFieldProps) {
  const t = useTranslations('book');
  return (
    <Field label={t('behalf')} hint={t('behalfHint')} error={error}>
      {(control) => (
        <input
          {...control}
          type="email"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={controlClass}
        />
      )}
    </Field>
  );
}
