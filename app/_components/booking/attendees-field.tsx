'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { AttendeesHint } from '@/app/_components/booking/attendees-hint';
import { readAddresses } from '@/app/_components/booking/booking-fields';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { useDebounced } from '@/app/_components/use-debounced';
import type { Interval } from '@/lib/core/time/interval';
import { roomQuery } from '@/lib/http/client/places-queries';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** Most meetings are booked without anybody, and most calendars of rooms do not tell of people. */
const PeopleTimes = dynamic(async () => {
  const loaded = await import('@/app/_components/booking/people/people-times');
  return loaded.PeopleTimes;
});

/** What is wanted of the people: the time of the meeting, or of the first of its dates. */
export interface WantedTime extends Interval {
  readonly isSeries: boolean;
}

interface AttendeesFieldProps {
  readonly rooms: readonly Pick<RoomAnswer, 'id' | 'timeZone'>[];
  /** Null: it is not looked at when they are free. */
  readonly wanted: WantedTime | null;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (attendees: string) => void;
}

const settleMs = 500;

/** Whom to invite, by their addresses, and when they are free where a calendar tells that. */
export function AttendeesField(props: AttendeesFieldProps) {
  const { rooms, wanted, value, error, onChange } = props;
  const t = useTranslations('book');
  const roomIds = rooms.map(({ id }) => id);
  return (
    <div>
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
      {wanted && rooms[0] && <Times room={rooms[0]} wanted={wanted} text={value} />}
    </div>
  );
}

interface TimesProps {
  readonly room: AttendeesFieldProps['rooms'][number];
  readonly wanted: WantedTime;
  readonly text: string;
}

/** Nobody is asked about an address that is still being written. */
function Times({ room, wanted: { isSeries, start, end }, text }: TimesProps) {
  const { data } = useQuery(roomQuery(room.id));
  const emails = readAddresses(useDebounced(text, settleMs)).valid;
  if (emails.length === 0 || !data || data.tellsOfPeople === false) return null;
  return <PeopleTimes room={room} emails={emails} wanted={{ start, end }} isSeries={isSeries} />;
}
