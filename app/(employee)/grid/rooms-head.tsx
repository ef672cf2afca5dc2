'use client';

import { useTranslations } from 'next-intl';

/** The head of the rooms' column, and how many there are. */
export function RoomsHead({ count }: { readonly count: number }) {
  const t = useTranslations('grid');
  return (
    <th
      scope="col"
      aria-colindex={1}
      className="sticky inset-s-0 z-20 flex w-(--room) shrink-0 items-center justify-between border-e border-hairline bg-surface px-3"
    >
      <span className="font-semibold">{t('roomsColumn')}</span>
      <span aria-hidden className="font-regular text-quiet">
        {count}
      </span>
    </th>
  );
}
