'use client';

import { useTranslations } from 'next-intl';
import { memo, type ReactNode } from 'react';
import { partOwnRooms } from '@/app/(employee)/_search/part-own-rooms';
import { ResultList, type ResultListProps } from '@/app/(employee)/_search/result-list';
import type { OwnRooms } from '@/lib/http/contract/own-rooms';

interface PartedResultsProps extends ResultListProps {
  /** Absent where they could not be read. */
  readonly ownRooms: OwnRooms | undefined;
}

/** What was found: first among the reader's favourites and the rooms booked of late, then the others. */
export const PartedResults = memo(function PartedResults(props: PartedResultsProps) {
  const { hits, ownRooms, question } = props;
  const t = useTranslations('favourites');
  const { own, others } = partOwnRooms(hits, ownRooms);
  if (own.length === 0) return <ResultList hits={others} question={question} />;
  return (
    <div className="grid gap-6">
      <Part id="own-rooms" title={t('own')}>
        <ResultList hits={own} question={question} />
      </Part>
      {others.length > 0 && (
        <Part id="other-rooms" title={t('others')}>
          <ResultList hits={others} question={question} />
        </Part>
      )}
    </div>
  );
});

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ id, title, children }: PartProps) {
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 text-14 font-semibold text-quiet">
        {title}
      </h3>
      {children}
    </section>
  );
}
