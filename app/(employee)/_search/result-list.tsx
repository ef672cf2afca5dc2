'use client';

import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { classNames } from '@/app/_components/class-names';
import { FavouriteButton } from '@/app/_components/favourite-button';
import { NamedFeatureList } from '@/app/_components/feature-list';
import { PageLink } from '@/app/_components/page-link';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { type FeatureNames, useFeatureNames } from '@/app/_components/use-feature-names';
import { useFloorText } from '@/app/_components/use-floor-text';
import { BookFound } from '@/app/(employee)/_search/book-found';
import { isPartlyFree } from '@/app/(employee)/_search/is-partly-free';
import { ResultState } from '@/app/(employee)/_search/result-state';
import { untilNextMeeting } from '@/app/(employee)/_search/until-next-meeting';
import type { Question } from '@/app/(employee)/_search/use-question';
import { zoneId } from '@/lib/core/time/zone';
import type { SearchHit } from '@/lib/http/contract/search';
import { formatTimeRange } from '@/lib/i18n/format-time';

export interface ResultListProps {
  readonly hits: readonly SearchHit[];
  readonly question: Question;
}

/** Every room that fits, in the server's order: what is free first, the smallest fitting on top. */
export function ResultList({ hits, question }: ResultListProps) {
  const featureNames = useFeatureNames();
  return (
    <ul className="border-b border-hairline">
      {hits.map((hit) => (
        <ResultRow key={hit.room.id} {...{ hit, question, featureNames }} />
      ))}
    </ul>
  );
}

interface ResultRowProps {
  readonly hit: SearchHit;
  readonly question: Question;
  readonly featureNames: FeatureNames;
}

const ResultRow = memo(function ResultRow({ hit, question, featureNames }: ResultRowProps) {
  const t = useTranslations();
  const floorText = useFloorText();
  const { room } = hit;
  const canBook = hit.available === true || isPartlyFree(hit);
  const place = question.isOneBuilding
    ? floorText(room.floor)
    : t('common.roomAt', { building: room.building, floor: floorText(room.floor) });
  return (
    <li className="border-t border-hairline">
      <div
        className={classNames(
          'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 py-3',
          'sm:grid-cols-[minmax(0,1fr)_3rem_11rem_15rem]',
          'painted-in-view -mx-1 px-1 [--unpainted:8.25rem] sm:[--unpainted:3.25rem]',
          !canBook && 'text-quiet',
        )}
      >
        <div className="grid min-w-0 gap-1">
          <p className="flex min-w-0 items-baseline gap-2">
            <PageLink
              href={`/rooms/${encodeURIComponent(room.id)}`}
              className="truncate py-1 text-16 font-semibold underline-offset-4 hover:underline"
            >
              {room.name}
            </PageLink>
            <span className="truncate text-12 text-quiet">{place}</span>
            <span className="self-center">
              <FavouriteButton room={room} />
            </span>
          </p>
          <NamedFeatureList
            features={room.features}
            accessible={room.accessible}
            names={featureNames}
          />
        </div>
        <p className="flex items-center gap-1 justify-self-end sm:justify-self-start">
          <Users aria-hidden size={14} />
          <span aria-hidden>{room.capacity}</span>
          <span className="sr-only">{t('common.capacity', { count: room.capacity })}</span>
        </p>
        <div className="max-sm:col-span-2">
          <ResultState hit={hit} />
        </div>
        {canBook && <BookHit hit={hit} question={question} />}
      </div>
    </li>
  );
});

function BookHit({ hit, question }: Pick<ResultRowProps, 'hit' | 'question'>) {
  const t = useTranslations('search');
  const locale = useDisplayLocale();
  const { room, freeOccurrences } = hit;
  const { wanted, untilNext, repeat } = question;
  const time = untilNext ? untilNextMeeting(hit, wanted) : wanted;
  const range = formatTimeRange(time, zoneId(room.timeZone), locale);
  return (
    <BookFound
      draft={{ roomId: room.id, ...time, repeat }}
      className="max-sm:col-span-2 max-sm:min-h-11"
    >
      {freeOccurrences === undefined
        ? t('bookAction', { room: room.name, range })
        : t('bookSeries', { room: room.name, count: freeOccurrences })}
    </BookFound>
  );
}
