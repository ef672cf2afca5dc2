'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import {
  type BookingFields,
  intervalOf,
  timesOf,
  toBookingInput,
} from '@/app/_components/booking/booking-fields';
import { MoreBookingFields } from '@/app/_components/booking/more-booking-fields';
import { RefusalNotice } from '@/app/_components/booking/refusal-notice';
import { RoomField } from '@/app/_components/booking/room-field';
import { useBooking } from '@/app/_components/booking/use-booking';
import { useFieldErrors } from '@/app/_components/booking/use-field-errors';
import { WhenField } from '@/app/_components/booking/when-field';
import type { BookingDraft } from '@/app/_components/booking-context';
import { Button } from '@/app/_components/button';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { useReader } from '@/app/_components/reader';
import type { Instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatTimeRange } from '@/lib/i18n/format-time';

interface BookingEditorProps {
  readonly room: RoomAnswer;
  readonly draft: BookingDraft;
  readonly now: Instant;
  /** Another room or time was taken up from the alternatives. */
  readonly onChangeDraft: (draft: BookingDraft) => void;
  readonly onBooked: (booked: BookingAnswer) => void;
}

/** The form itself: every rule beside its field, a button that says what will happen. */
export function BookingEditor({ room, draft, now, onChangeDraft, onBooked }: BookingEditorProps) {
  const t = useTranslations('book');
  const locale = useLocale();
  const me = useReader();
  const zone = zoneId(room.timeZone);
  const [fields, setFields] = useState<BookingFields>(() => ({
    ...timesOf(draft, zone),
    title: t('defaultTitle', { name: me.name }),
    attendees: '',
    visibility: 'default',
    note: '',
  }));
  const [isChecked, setChecked] = useState(false);
  const booking = useBooking();
  const interval = intervalOf(fields, zone);
  const errors = useFieldErrors({ fields, room, interval, now, failure: booking.error });
  const change = (changed: Partial<BookingFields>) => setFields({ ...fields, ...changed });
  const book = (wanted: BookingDraft) => {
    booking.mutate(toBookingInput(fields, wanted, zone), {
      onSuccess: ({ answer }) => onBooked(answer),
    });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (errors.blocking || interval === null) {
      focusFirstError(event.currentTarget);
      return;
    }
    book({ roomId: room.id, ...interval });
  };
  const take = (wanted: BookingDraft) => {
    change(timesOf(wanted, zone));
    onChangeDraft(wanted);
    book(wanted);
  };
  const range = interval ? formatTimeRange(interval, zone, locale) : '';
  const action = room.policy.approval === 'manager' ? 'request' : 'submit';
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <Field label={t('meetingTitle')} error={isChecked ? errors.title : null}>
        {(control) => (
          <input
            {...control}
            required
            autoComplete="off"
            value={fields.title}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => change({ title: event.currentTarget.value })}
            className={`${controlClass} min-h-11 text-16`}
          />
        )}
      </Field>
      <WhenField
        fields={fields}
        room={room}
        interval={interval}
        now={now}
        errors={errors.when}
        onChange={setFields}
      />
      <RoomField room={room} errors={errors.room} />
      <MoreBookingFields fields={fields} errors={errors} onChange={change} />
      <RefusalNotice
        failure={booking.error}
        room={room}
        disabled={booking.isPending}
        onTake={take}
      />
      <Button
        type="submit"
        variant="primary"
        size="large"
        disabled={booking.isPending}
        className="w-full"
      >
        {booking.isPending
          ? t('saving', { room: room.name })
          : t(action, { room: room.name, range })}
      </Button>
      <p role="status" className="min-h-4 text-12 text-quiet">
        {booking.isPending ? t('savingText') : ''}
      </p>
    </form>
  );
}

function focusFirstError(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
