'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AttendeesField, type WantedTime } from '@/app/_components/booking/attendees-field';
import { BehalfField } from '@/app/_components/booking/behalf-field';
import type { BookingFields } from '@/app/_components/booking/booking-fields';
import type { FieldErrors } from '@/app/_components/booking/use-field-errors';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { useReader } from '@/app/_components/reader';
import { Select } from '@/app/_components/select';
import { useDebounced } from '@/app/_components/use-debounced';
import { atLeast } from '@/lib/core/places/role';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface MoreBookingFieldsProps {
  readonly rooms: readonly Pick<RoomAnswer, 'id' | 'timeZone'>[];
  /** When those who are invited should be free; null: that is not looked at. */
  readonly wanted: WantedTime | null;
  readonly fields: BookingFields;
  readonly errors: FieldErrors;
  /** The form was sent once: what is wrong is told at once from then on. */
  readonly isChecked: boolean;
  /** Whose meeting it is stays as it is once it is booked. */
  readonly wish: 'book' | 'change';
  readonly onChange: (changed: Partial<BookingFields>) => void;
}

const longestNote = 8_000;
const settleMs = 800;

/** What most bookings go without, folded away as long as nothing is wrong with it. */
export function MoreBookingFields(props: MoreBookingFieldsProps) {
  const { rooms, wanted, fields, wish, onChange } = props;
  const t = useTranslations('book');
  const { role } = useReader();
  const [isOpen, setOpen] = useState(false);
  const shown = useShownErrors(props);
  const maySpeakForOthers = wish === 'book' && atLeast(role, 'manager');
  const isWrong = [shown.attendees, shown.behalf, shown.note].some((error) => error !== null);
  return (
    <details
      open={isOpen || isWrong}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group"
    >
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-control font-semibold text-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={16} className="shrink-0 group-open:rotate-90" />
        {t(maySpeakForOthers ? 'moreAndBehalf' : 'more')}
      </summary>
      <div className="grid gap-4 pt-3">
        <AttendeesField
          rooms={rooms}
          wanted={wanted}
          value={fields.attendees}
          error={shown.attendees}
          onChange={(attendees) => onChange({ attendees })}
        />
        {maySpeakForOthers && (
          <BehalfField
            value={fields.onBehalfOf}
            error={shown.behalf}
            onChange={(onBehalfOf) => onChange({ onBehalfOf })}
          />
        )}
        <VisibilityField visibility={fields.visibility} onChange={onChange} />
        <NoteField note={fields.note} error={shown.note} onChange={onChange} />
      </div>
    </details>
  );
}

/**
 * Nothing is called wrong while it is being written. Nor when its field is left: that would move the
 * button away from under a press that has begun.
 */
function useShownErrors({ errors, isChecked }: MoreBookingFieldsProps) {
  const { attendees, behalf, note } = errors;
  const settled = {
    attendees: useDebounced(attendees, settleMs),
    behalf: useDebounced(behalf, settleMs),
  };
  return {
    attendees: isChecked || settled.attendees === attendees ? attendees : null,
    behalf: isChecked || settled.behalf === behalf ? behalf : null,
    note,
  };
}

type VisibilityFieldProps = Pick<BookingFields, 'visibility'> &
  Pick<MoreBookingFieldsProps, 'onChange'>;

function VisibilityField({ visibility, onChange }: VisibilityFieldProps) {
  const t = useTranslations('book');
  const choose = (value: string) =>
    onChange({ visibility: value === 'private' ? 'private' : 'default' });
  return (
    <Field label={t('visibility')}>
      {(control) => (
        <Select
          {...control}
          value={visibility}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="default">{t('visibilityDefault')}</option>
          <option value="private">{t('visibilityPrivate')}</option>
        </Select>
      )}
    </Field>
  );
}

type NoteFieldProps = Pick<BookingFields, 'note'> &
  Pick<MoreBookingFieldsProps, 'onChange'> & { readonly error: string | null };

function NoteField({ note, error, onChange }: NoteFieldProps) {
  const t = useTranslations('book');
  return (
    <Field label={t('note')} error={error}>
      {(control) => (
        <textarea
          {...control}
          rows={3}
          maxLength={longestNote}
          value={note}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
          className={`${controlClass} py-2`}
        />
      )}
    </Field>
  );
}
