'use client';

import { useTranslations } from 'next-intl';
import { AttendeesHint } from '@/app/_components/booking/attendees-hint';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';

interface AttendeesFieldProps {
  readonly roomIds: readonly string[];
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (attendees: string) => void;
}

/** Whom to invite, by their addresses. */
export function AttendeesField(props: AttendeesFieldProps) {
  const { roomIds, value, error, onChange } = props;
  const t = useTranslations('book');
  return (
    <Field label={t('attendees')} hint={<AttendeesHint roomIds={roomIds} />} error={error}>
      {(control) => (
        <textarea
          {...control}
          rows={2}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={`${controlClass} py-2`}
        />
      )}
    </Field>
  );
}
