'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { TakeAlternative } from '@/app/_components/booking/alternatives';
import {
  type BookingFields,
  behalfOf,
  intervalOf,
  refusedFields,
  rruleOf,
  timesOf,
  toBookingInput,
  toSlotInput,
  type WantedSlot,
} from '@/app/_components/booking/booking-fields';
import { isBooked, toSeriesInput } from '@/app/_components/booking/dates/date-rows';
import { useDatePreview } from '@/app/_components/booking/dates/use-date-preview';
import { noRepeat } from '@/app/_components/booking/repeat/repeat';
import { isFirstMissing } from '@/app/_components/booking/repeat/to-rule';
import { roomsWithAlternative } from '@/app/_components/booking/rooms-with-alternative';
import { useBooking } from '@/app/_components/booking/use-booking';
import { useFieldErrors } from '@/app/_components/booking/use-field-errors';
import type { BookingDraft } from '@/app/_components/booking-context';
import { useReader } from '@/app/_components/reader';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** What was booked, and the dates of a series that were not. */
export interface BookedDates {
  readonly answer: BookingAnswer;
  readonly leftOut: readonly Interval[];
}

export interface BookingFormNeeds {
  readonly room: RoomAnswer;
  readonly draft: BookingDraft;
  readonly now: Instant;
  readonly onBooked: (booked: BookedDates) => void;
}

/** The form as it stands, what is wrong with it, and how it is sent. */
export function useBookingForm({ room, draft, now, onBooked }: BookingFormNeeds) {
  const t = useTranslations('book');
  const me = useReader();
  const [rooms, setRooms] = useState<readonly RoomAnswer[]>([room]);
  const zone = zoneId(rooms[0]?.timeZone ?? room.timeZone);
  const [fields, setFields] = useState<BookingFields>(() => ({
    ...timesOf(draft, zone),
    ...nothingMore,
    title: t('defaultTitle', { name: me.name }),
    repeat: draft.repeat ?? noRepeat,
  }));
  const roomIds = rooms.map(({ id }) => id);
  const interval = intervalOf(fields, zone);
  const isSeries = fields.repeat.kind !== 'none';
  const isAsked = isSeries && !isFirstMissing(fields.repeat, fields.date);
  const preview = useDatePreview(
    isAsked && interval
      ? { ...toSlotInput({ roomIds, ...interval }, zone, rruleOf(fields)), ...behalfOf(fields) }
      : null,
  );
  const booking = useBooking();
  const failure = booking.error;
  const isNobody =
    isBehalfRefused(preview.error) ||
    (isBehalfRefused(failure) && booking.variables?.onBehalfOf === behalfOf(fields).onBehalfOf);
  const errors = useFieldErrors({
    ...{ fields, rooms, interval, now, failure },
    isTimeJudged: isSeries,
    isNobody,
  });
  const book = (wanted: WantedSlot) => {
    const { rows } = preview;
    const series = isSeries ? toSeriesInput(rows, roomIds) : {};
    const leftOut = isSeries ? rows.filter((row) => !isBooked(row)) : [];
    const input = { ...toBookingInput(fields, wanted, zone), ...series };
    booking.mutate(input, { onSuccess: ({ answer }) => onBooked({ answer, leftOut }) });
  };
  const take: TakeAlternative = (other, time) => {
    const problem = failure instanceof RequestFailure ? failure.problem : null;
    const ids = roomsWithAlternative(roomIds, other.id, problem?.conflicts);
    setRooms(ids.flatMap((id) => [...rooms, other].find((each) => each.id === id) ?? []));
    setFields({ ...fields, ...timesOf(time, zone) });
    book({ roomIds: ids, ...time });
  };
  return {
    rooms,
    setRooms,
    fields,
    setFields,
    interval,
    isSeries,
    preview,
    booking,
    errors,
    take,
    send: () => interval && book({ roomIds, ...interval }),
  };
}

const nothingMore = { attendees: '', onBehalfOf: '', visibility: 'default', note: '' } as const;

/** Nobody has the address of whose meeting it was to be. */
function isBehalfRefused(error: Error | null): boolean {
  const problem = error instanceof RequestFailure ? error.problem : null;
  return problem !== null && refusedFields(problem).includes('behalf');
}

export type BookingFormState = ReturnType<typeof useBookingForm>;
