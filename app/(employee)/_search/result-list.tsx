'use client';

import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useOpenBooking } from '@/app/_components/booking-context';
import { Button } from '@/app/_components/button';
import { classNames } from '@/app/_components/class-names';
import { FavouriteButton } from '@/app/_components/favourite-button';
import { FeatureList } from '@/app/_components/feature-list';
import { PageLink } from '@/app/_components/page-link';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useFloorText } from '@/app/_components/use-floor-text';
import { isPartlyFree } from '@/app/(employee)/_search/is-partly-free';
import type { ResolvedSearch } from '@/app/(employee)/_search/resolve-search';
import { ResultState } from '@/app/(employee)/_search/result-state';
import type { SearchState } from '@/app/(employee)/_search/search-state';
import { untilNextMeeting } from '@/app/(employee)/_search/until-next-meeting';
import { zoneId } from '@/lib/core/time/zone';
import type { SearchHit } from '@/lib/http/contract/search';
import { formatTimeRange } from '@/lib/i18n/format-time';

export interface ResultListProps {
  readonly hits: readonly SearchHit[];
  readonly state: SearchState;
  readonly resolved: ResolvedSearch;
  readonly disabled: boolean;
}

/** Every room that fits, in the server's order: what is free first, the smallest fitting on top. */
export function ResultList({ hits, state, resolved, disabled }: ResultListProps) {
  return (
    <ul className="border-b border-hairline">
      {hits.map((hit) => (
        <ResultRow
          key={hit.room.id}
          hit={hit}
          state={state}
          resolved={resolved}
          disabled={disabled}
        />
      ))}
    </ul>
  );
}

interface ResultRowProps {
  readonly hit: SearchHit;
  readonly state: SearchState;
  readonly resolved: ResolvedSearch;
  readonly disabled: boolean;
}

function ResultRow({ hit, state, resolved, disabled }: ResultRowProps) {
  const t = useTranslations();
  const floorText = useFloorText();
  const { room } = hit;
  const { building } = resolved;
  const canBook = hit.available === true || isPartlyFree(hit);
  const place = building
    ? floorText(room.floor)
    : t('common.roomAt', { building: room.building, floor: floorText(room.floor) });
  return (
    <li
      className={classNames(
        'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-t border-hairline py-3',
        'sm:grid-cols-[minmax(0,1fr)_3rem_11rem_15rem]',
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
        <FeatureList features={room.features} accessible={room.accessible} />
      </div>
      <p className="flex items-center gap-1 justify-self-end sm:justify-self-start">
        <Users aria-hidden size={14} />
        <span aria-hidden>{room.capacity}</span>
        <span className="sr-only">{t('common.capacity', { count: room.capacity })}</span>
      </p>
      <div className="max-sm:col-span-2">
        <ResultState hit={hit} />
      </div>
      {canBook && <BookHit hit={hit} state={state} resolved={resolved} disabled={disabled} />}
    </li>
  );
}

function BookHit({ hit, state, resolved, disabled }: ResultRowProps) {
  const t = useTranslations('search');
  const locale = useDisplayLocale();
  const openBooking = useOpenBooking();
  const { room, freeOccurrences } = hit;
  const { repeat, untilNext } = state;
  const time = untilNext ? untilNextMeeting(hit, resolved.wanted) : resolved.wanted;
  const range = formatTimeRange(time, zoneId(room.timeZone), locale);
  return (
    <Button
      disabled={disabled}
      onClick={() => openBooking({ roomId: room.id, ...time, repeat })}
      className="max-sm:col-span-2 max-sm:min-h-11"
    >
      {freeOccurrences === undefined
        ? t('bookAction', { room: room.name, range })
        : t('bookSeries', { room: room.name, count: freeOccurrences })}
    </Button>
  );
}
