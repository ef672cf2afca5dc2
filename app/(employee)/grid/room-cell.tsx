'use client';

import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { NamedFeatureList } from '@/app/_components/feature-list';
import { PageLink } from '@/app/_components/page-link';
import type { FeatureNames } from '@/app/_components/use-feature-names';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface RoomCellProps {
  readonly room: RoomAnswer;
  readonly featureNames: FeatureNames;
  /** Null: the cursor is not on this cell. */
  readonly focusTarget: RefObject<HTMLElement | null> | null;
}

/** The room that a row is about; the first cell of the row for the keyboard too. */
export function RoomCell({ room, featureNames, focusTarget }: RoomCellProps) {
  const t = useTranslations('common');
  return (
    <th
      scope="row"
      aria-colindex={1}
      className="sticky inset-s-0 z-10 -mb-px w-(--room) shrink-0 border-e border-b border-hairline bg-surface px-3 text-start font-regular"
    >
      <div className="flex items-center justify-between gap-2">
        <PageLink
          href={`/rooms/${encodeURIComponent(room.id)}`}
          ref={focusTarget as RefObject<HTMLAnchorElement | null> | null}
          tabIndex={focusTarget ? 0 : -1}
          className="block min-w-0 truncate py-0.5 font-semibold underline-offset-4 hover:underline"
        >
          {room.name}
        </PageLink>
        <span className="flex shrink-0 items-center gap-1 text-12 text-quiet">
          <Users aria-hidden size={12} />
          <span aria-hidden>{room.capacity}</span>
          <span className="sr-only">{t('capacity', { count: room.capacity })}</span>
        </span>
      </div>
      <div className="-mt-0.5 h-4 overflow-clip">
        <NamedFeatureList
          compact
          features={room.features}
          accessible={room.accessible}
          names={featureNames}
        />
      </div>
    </th>
  );
}
