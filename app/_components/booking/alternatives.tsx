'use client';

import { useTranslations } from 'next-intl';
import { AlternativeList } from '@/app/_components/booking/alternative-list';
import { Button } from '@/app/_components/button';
import type { Interval } from '@/lib/core/time/interval';
import type { RoomAnswer } from '@/lib/http/contract/places';
import type { Problem } from '@/lib/http/contract/problem';

export type TakeAlternative = (room: RoomAnswer, time: Interval) => void;

interface AlternativesProps {
  readonly alternatives: NonNullable<Problem['alternatives']>;
  /** What a press does. */
  readonly verb: 'takeAlternative' | 'moveAlternative';
  readonly disabled: boolean;
  readonly onTake: TakeAlternative;
}

/** The nearest other rooms and times, each one press from being taken instead. */
export function Alternatives({ alternatives, verb, disabled, onTake }: AlternativesProps) {
  const t = useTranslations('book');
  return (
    <AlternativeList
      alternatives={alternatives}
      renderWay={({ room, time, range }) => (
        <Button disabled={disabled} onClick={() => onTake(room, time)}>
          {t(verb, { room: room.name, range })}
        </Button>
      )}
    />
  );
}
