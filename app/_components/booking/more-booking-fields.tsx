'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AttendeesHint } from '@/app/_components/booking/attendees-hint';
import type { BookingFields } from '@/app/_components/booking/booking-fields';
import type { FieldErrors } from '@/app/_components/booking/use-field-errors';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface MoreBookingFieldsProps {
  readonly rooms: readonly Pick<RoomAnswer, 'id'>[];
  readonly fields: BookingFields;
  readonly errors: FieldErrors;
  readonly onChange: (changed: Partial<BookingFields>) => void;
}

const longestNote = 8_000;

/** What most bookings go without, folded away. */
export function MoreBookingFields({ rooms, fields, errors, onChange }: MoreBookingFieldsProps) {
  const t = useTranslations('book');
  const told = <AttendeesHint roomIds={rooms.map(({ id }) => id)} />;
  return (
    <details className="group">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-control font-semibold text-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={16} className="group-open:rotate-90" />
        {t('more')}
      </summary>
      <div className="grid gap-4 pt-3">
        <Field label={t('attendees')} hint={told} error={errors.attendees}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              value={fields.attendees}
              onChange={(event) => onChange({ attendees: event.currentTarget.value })}
              className={`${controlClass} py-2`}
            />
          )}
        </Field>
        <Field label={t('visibility')}>
          {(control) => (
            <Select
              {...control}
              value={fields.visibility}
              onChange={(event) =>
                onChange({
                  visibility: event.currentTarget.value === 'private' ? 'private' : 'default',
                })
              }
            >
              <option value="default">{t('visibilityDefault')}</option>
              <option value="private">{t('visibilityPrivate')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('note')} error={errors.note}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={longestNote}
              value={fields.note}
              onChange={(event) => onChange({ note: event.currentTarget.value })}
              className={`${controlClass} py-2`}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
