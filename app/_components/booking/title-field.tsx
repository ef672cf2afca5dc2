'use client';

import { useTranslations } from 'next-intl';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';

interface TitleFieldProps {
  readonly title: string;
  readonly error: string | null;
  readonly onChange: (title: string) => void;
}

/** What the meeting is about; what stands there already is replaced by typing. */
export function TitleField({ title, error, onChange }: TitleFieldProps) {
  const t = useTranslations('book');
  return (
    <Field label={t('meetingTitle')} error={error}>
      {(control) => (
        <input
          {...control}
          required
          autoComplete="off"
          value={title}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={`${controlClass} min-h-11 text-16`}
        />
      )}
    </Field>
  );
}
