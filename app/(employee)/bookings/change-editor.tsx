'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { BookingFields } from '@/app/_components/booking/booking-fields';
import { focusFirstError } from '@/app/_components/booking/focus-first-error';
import { MoreBookingFields } from '@/app/_components/booking/more-booking-fields';
import { RefusalNotice } from '@/app/_components/booking/refusal-notice';
import { RoomField } from '@/app/_components/booking/room-field';
import { TitleField } from '@/app/_components/booking/title-field';
import { WhenField } from '@/app/_components/booking/when-field';
import { ChangeButton } from '@/app/(employee)/bookings/change-button';
import { ChangePreview } from '@/app/(employee)/bookings/change-preview';
import { ScopeField } from '@/app/(employee)/bookings/scope-field';
import { StaleNotice } from '@/app/(employee)/bookings/stale-notice';
import { type ChangeFormNeeds, useChangeForm } from '@/app/(employee)/bookings/use-change-form';
import { problemCodeOf } from '@/lib/http/client/request-failure';

interface ChangeEditorProps extends ChangeFormNeeds {
  readonly onReload: () => void;
}

/** The booking form over a booking that is there: which dates change, how, and what that comes to. */
export function ChangeEditor({ onReload, ...needs }: ChangeEditorProps) {
  const t = useTranslations('change');
  const form = useChangeForm(needs);
  const { fields, rooms, interval, errors, changing, scope, setFields } = form;
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
      {scope && <ScopeField legend={t('scope')} scope={scope} onChange={form.setScope} />}
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
      {form.isLookedAt && <ChangePreview form={form} />}
      <MoreBookingFields
        rooms={rooms}
        // Whoever has accepted is taken by the very meeting that is to be changed.
        wanted={null}
        fields={fields}
        errors={errors}
        isChecked={isChecked}
        wish="change"
        onChange={change}
      />
      {problemCodeOf(changing.error) === 'stale' ? (
        <StaleNotice onReload={onReload} />
      ) : (
        <RefusalNotice
          failure={changing.error}
          rooms={rooms}
          isSeries={!form.isOneDate}
          wish="change"
          disabled={changing.isPending}
          onTake={form.take}
        />
      )}
      <ChangeButton form={form} />
    </form>
  );
}
