import { useTranslations } from 'next-intl';

const rows = [1, 2, 3, 4, 5, 6, 7, 8];

/** The page's shape while nothing is known yet. */
export function GridPageSkeleton() {
  return (
    <>
      <div aria-hidden className="mb-4 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="grid gap-1">
          <div className="skeleton h-5 w-32" />
          <div className="skeleton h-8 w-72" />
        </div>
        <div className="flex gap-3">
          <div className="skeleton h-9 w-52" />
          <div className="skeleton h-9 w-72" />
        </div>
      </div>
      <GridSkeleton />
    </>
  );
}

/** Rooms and their day that are still to come. */
export function GridSkeleton() {
  const t = useTranslations('common');
  return (
    <div>
      <p className="sr-only">{t('loading')}</p>
      <div aria-hidden className="rounded-control border border-hairline bg-surface">
        <div className="h-8 bg-sunken" />
        {rows.map((row) => (
          <div key={row} className="flex h-10 items-center border-t border-hairline">
            <div className="w-44 shrink-0 px-3 lg:w-60">
              <div className="skeleton h-4 w-28" />
            </div>
            <div className="grid grow grid-cols-3 gap-12 px-6">
              <div className="skeleton h-7" />
              <div className="skeleton h-7 w-2/3" />
              <div className="skeleton h-7 w-1/2" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
