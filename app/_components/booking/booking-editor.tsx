'use client';

import dynamic from 'next/dynamic';
import { type FormEvent, useState } from 'react';
import { BookButton } from '@/app/_components/booking/book-button';
import type { BookingFields } from '@/app/_components/booking/booking-fields';
import { focusFirstError } from '@/app/_components/booking/focus-first-error';
import { MoreBookingFields } from '@/app/_components/booking/more-booking-fields';
import { RefusalNotice } from '@/app/_components/booking/refusal-notice';
import { RepeatField } from '@/app/_components/booking/repeat/repeat-field';
import { RoomField } from '@/app/_components/booking/room-field';
import { TitleField } from '@/app/_components/booking/title-field';
import { type BookingFormNeeds, useBookingForm } from '@/app/_components/booking/use-booking-form';
import { WhenField } from '@/app/_components/booking/when-field';

/** Most bookings do not repeat: what only a series needs is fetched when one is wanted. */
const SeriesPart = dynamic(async () => {
  const loaded = await import('@/app/_components/booking/series-part');
  return loaded.SeriesPart;
});

/** The form itself: every rule beside its field, a button that says what will happen. */
export function BookingEditor(needs: BookingFormNeeds) {
  const form = useBookingForm(needs);
  const { rooms, fields, interval, errors, booking, preview, setFields, isSeries } = form;
  const [isChecked, setChecked] = useState(false);
  const change = (changed: Partial<BookingFields>) => setFields({ ...fields, ...changed });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (errors.blocking) focusFirstError(event.currentTarget);
    else form.send();
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <TitleField
        title={fields.title}
        error={isChecked ? errors.title : null}
        onChange={(title) => change({ title })}
      />
      <WhenField
        fields={fields}
        rooms={rooms}
        interval={interval}
        now={needs.now}
        errors={errors.when}
        onChange={setFields}
      />
      <RoomField rooms={rooms} interval={interval} errors={errors.room} onChange={form.setRooms} />
      <RepeatField
        repeat={fields.repeat}
        error={errors.repeat}
        onChange={(repeat) => change({ repeat })}
      />
      {isSeries && (
        <SeriesPart
          fields={fields}
          rooms={rooms}
          interval={interval}
          now={needs.now}
          preview={preview}
          onChange={(repeat) => change({ repeat })}
        />
      )}
      <MoreBookingFields
        rooms={rooms}
        wanted={interval && { ...interval, isSeries }}
        fields={fields}
        errors={errors}
        isChecked={isChecked}
        wish="book"
        onChange={change}
      />
      <RefusalNotice
        failure={booking.error}
        rooms={rooms}
        isSeries={isSeries}
        wish="book"
        disabled={booking.isPending}
        onTake={form.take}
      />
      <BookButton form={form} />
    </form>
  );
}
