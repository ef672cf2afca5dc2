'use client';

import { useTranslations } from 'next-intl';
import { bookAddress } from '@/app/_components/book-address';
import { AlternativeList } from '@/app/_components/booking/alternative-list';
import { buttonClass } from '@/app/_components/button-class';
import { PageLink } from '@/app/_components/page-link';
import type { Problem } from '@/lib/http/contract/problem';

interface WaysOutProps {
  readonly alternatives: NonNullable<Problem['alternatives']>;
  /** Before the reader goes there: closes what is open over the page. */
  readonly onGo?: (() => void) | undefined;
}

/** What may be booked instead of a booking that was lost: each leads to the form, filled in. */
export function WaysOut({ alternatives, onGo }: WaysOutProps) {
  const t = useTranslations('book');
  if (alternatives.length === 0) return <p>{t('conflictNone')}</p>;
  return (
    <div>
      <p className="font-semibold">{t('conflictNearest')}</p>
      <AlternativeList
        alternatives={alternatives}
        renderWay={({ room, time, range }) => (
          <PageLink
            href={bookAddress({ roomId: room.id, ...time })}
            onClick={() => onGo?.()}
            className={buttonClass()}
          >
            {t('takeAlternative', { room: room.name, range })}
          </PageLink>
        )}
      />
    </div>
  );
}
