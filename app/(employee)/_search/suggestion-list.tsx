'use client';

import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { FeatureList } from '@/app/_components/feature-list';
import { useReaderZone } from '@/app/_components/reader';
import { RoomTime } from '@/app/_components/room-time';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useFloorText } from '@/app/_components/use-floor-text';
import { BookFound } from '@/app/(employee)/_search/book-found';
import { parseInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import type { SearchSuggestion } from '@/lib/http/client/search-query';
import { formatTimeRange } from '@/lib/i18n/format-time';

interface SuggestionListProps {
  readonly suggestions: readonly SearchSuggestion[];
  readonly wanted: Interval;
}

/** Up to three ways to a room, the first the best, each with the reason why it is here. */
export const SuggestionList = memo(function SuggestionList(props: SuggestionListProps) {
  const { suggestions, wanted } = props;
  const t = useTranslations('search');
  return (
    <section aria-labelledby="suggestions" className="mb-8">
      <h2 id="suggestions" className="mb-3 text-16 font-semibold">
        {t('suggestions')}
      </h2>
      <ul className="grid gap-3 sm:grid-cols-3">
        {suggestions.map((suggestion, index) => (
          <SuggestionCard
            key={`${suggestion.roomId} ${suggestion.start}`}
            suggestion={suggestion}
            wanted={wanted}
            isFirst={index === 0}
          />
        ))}
      </ul>
    </section>
  );
});

interface SuggestionCardProps {
  readonly suggestion: SearchSuggestion;
  readonly wanted: Interval;
  readonly isFirst: boolean;
}

function SuggestionCard({ suggestion, wanted, isFirst }: SuggestionCardProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const readerZone = useReaderZone();
  const floorText = useFloorText();
  const { room, reason, roomId } = suggestion;
  const time = {
    start: parseInstant(suggestion.start) ?? wanted.start,
    end: parseInstant(suggestion.end) ?? wanted.end,
  };
  const zone = zoneId(room.timeZone);
  const range = formatTimeRange(time, zone, locale);
  return (
    <li className="flex flex-col gap-2 rounded-control border border-hairline bg-surface p-4">
      <p className="text-12 text-quiet">{t(`suggestionReason.${reason}`)}</p>
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="truncate text-20 font-semibold">{room.name}</h3>
        <span className="flex shrink-0 items-center gap-1 text-quiet">
          <Users aria-hidden size={14} />
          <span aria-hidden>{room.capacity}</span>
          <span className="sr-only">{t('common.capacity', { count: room.capacity })}</span>
        </span>
      </div>
      <p className="text-quiet">
        <RoomTime interval={time} zone={zone} readerZone={readerZone} />
        {', '}
        {floorText(room.floor)}
      </p>
      <FeatureList features={room.features} accessible={room.accessible} compact />
      <BookFound
        draft={{ roomId, ...time }}
        variant={isFirst ? 'primary' : 'secondary'}
        className="mt-auto min-h-11 w-full"
      >
        {t('search.bookAction', { room: room.name, range })}
      </BookFound>
    </li>
  );
}
