'use client';

import { useContext } from 'react';
import { type BookingDraft, useOpenBooking } from '@/app/_components/booking-context';
import { Button, type ButtonProps } from '@/app/_components/button';
import { prepareBooking } from '@/app/_components/prepare-booking';
import { AnswerIsDue } from '@/app/(employee)/_search/answer-is-due';

interface BookFoundProps extends ButtonProps {
  readonly draft: BookingDraft;
}

/** Opens the form for what was found, unless a newer answer is due. */
export function BookFound({ draft, ...rest }: BookFoundProps) {
  const open = useOpenBooking();
  return (
    <Button
      {...rest}
      disabled={useContext(AnswerIsDue)}
      onPointerEnter={prepareBooking}
      onFocus={prepareBooking}
      onClick={() => open(draft)}
    />
  );
}
