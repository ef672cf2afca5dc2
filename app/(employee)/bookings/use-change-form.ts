'use client';

import { useState } from 'react';
import type { TakeAlternative } from '@/app/_components/booking/alternatives';
import {
  type BookingFields,
  intervalOf,
  timesOf,
  toSlotInput,
  type WantedSlot,
} from '@/app/_components/booking/booking-fields';
import { useDatePreview } from '@/app/_components/booking/dates/use-date-preview';
import { noRepeat } from '@/app/_components/booking/repeat/repeat';
import { roomsWithAlternative } from '@/app/_components/booking/rooms-with-alternative';
import { useFieldErrors } from '@/app/_components/booking/use-field-errors';
import { isDateOfSeries } from '@/app/(employee)/bookings/is-date-of-series';
import { isSlotChanged, toBookingChange } from '@/app/(employee)/bookings/to-booking-change';
import { useBookingChange } from '@/app/(employee)/bookings/use-booking-change';
import type { Instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { Scope } from '@/lib/http/client/change-booking';
import { readInterval } from '@/lib/http/client/read-instant';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import type { RoomAnswer } from '@/lib/http/contract/places';

export interface ChangeFormNeeds {
  readonly booking: BookingAnswer;
  readonly rooms: readonly RoomAnswer[];
  readonly now: Instant;
  readonly onChanged: (answer: BookingAnswer) => void;
}

/** A booking in the form: what of it is changed, what that comes to, and how it is sent. */
export function useChangeForm({ booking, rooms: own, now, onChanged }: ChangeFormNeeds) {
  const [rooms, setRooms] = useState(own);
  const zone = zoneId(rooms[0]?.timeZone ?? booking.timeZone);
  const [before] = useState(() => ({ booking, fields: fieldsOf(booking) }));
  const [fields, setFields] = useState<BookingFields>(before.fields);
  const [chosenScope, setScope] = useState<Scope>('one');
  const scope = isDateOfSeries(booking) ? chosenScope : undefined;
  const interval = intervalOf(fields, zone);
  const roomIds = rooms.map(({ id }) => id);
  const wanted = interval && { roomIds, ...interval };
  // Of several dates the server looks at each when the change is sent, and names those that are lost.
  const isOneDate = scope === 'one' || (scope === undefined && booking.rrule === null);
  const isLookedAt = isOneDate && wanted !== null && isSlotChanged(before, fields, wanted);
  const changes = { id: booking.id };
  const preview = useDatePreview(
    isLookedAt ? { ...toSlotInput(wanted, zone, null), changes } : null,
  );
  const changing = useBookingChange();
  const failure = changing.error;
  const errors = useFieldErrors({ fields, rooms, interval, now, failure, isTimeJudged: true });
  const change = wanted && toBookingChange(before, fields, wanted);
  const send = (slot: WantedSlot, after: BookingFields) => {
    const asked = toBookingChange(before, after, slot);
    if (!asked) return;
    const ref = { id: booking.id, etag: booking.etag, scope };
    changing.mutate({ booking: ref, change: asked }, { onSuccess: onChanged });
  };
  const take: TakeAlternative = (other, time) => {
    const problem = failure instanceof RequestFailure ? failure.problem : null;
    const ids = roomsWithAlternative(roomIds, other.id, problem?.conflicts);
    const after = { ...fields, ...timesOf(time, zone) };
    setRooms(ids.flatMap((id) => [...rooms, other].find((each) => each.id === id) ?? []));
    setFields(after);
    send({ roomIds: ids, ...time }, after);
  };
  return {
    booking,
    rooms,
    setRooms,
    fields,
    setFields,
    scope,
    setScope,
    interval,
    isOneDate,
    isLookedAt,
    isChanged: change !== null,
    preview,
    changing,
    errors,
    take,
    send: () => wanted && send(wanted, fields),
  };
}

export type ChangeFormState = ReturnType<typeof useChangeForm>;

function fieldsOf(booking: BookingAnswer): BookingFields {
  const zone = zoneId(booking.rooms[0]?.timeZone ?? booking.timeZone);
  return {
    ...timesOf(readInterval(booking), zone),
    title: booking.title,
    attendees: booking.attendees.map(({ email }) => email).join(', '),
    onBehalfOf: '',
    visibility: booking.visibility,
    note: booking.description ?? '',
    repeat: noRepeat,
  };
}
