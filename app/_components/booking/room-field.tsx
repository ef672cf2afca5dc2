'use client';

import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FeatureList } from '@/app/_components/feature-list';
import { useFloorText } from '@/app/_components/use-floor-text';
import { usePolicyWords } from '@/app/_components/use-policy-words';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface RoomFieldProps {
  readonly room: RoomAnswer;
  readonly errors: readonly string[];
}

/** Which room, where it is, and what its rules say of those who book it. */
export function RoomField({ room, errors }: RoomFieldProps) {
  const t = useTranslations();
  const floorText = useFloorText();
  const words = usePolicyWords(room.policy);
  return (
    <div className="grid gap-1 border-y border-hairline py-3">
      <p className="flex items-baseline justify-between gap-4">
        <span className="min-w-0">
          <span className="sr-only">{t('book.room')}: </span>
          <span className="text-16 font-semibold">{room.name}</span>{' '}
          <span className="text-quiet">
            {t('common.roomAt', { building: room.building, floor: floorText(room.floor) })}
          </span>
        </span>
        <span className="flex shrink-0 items-center gap-1 text-quiet">
          <Users aria-hidden size={14} />
          {t('common.people', { count: room.capacity })}
        </span>
      </p>
      <FeatureList features={room.features} accessible={room.accessible} />
      {errors.map((error) => (
        <p key={error} className="text-12 font-semibold text-danger">
          {error}
        </p>
      ))}
      {words.room.length > 0 && <p className="text-12 text-quiet">{words.room.join(' · ')}</p>}
    </div>
  );
}
