import { useTranslations } from 'next-intl';

const rows = [1, 2, 3, 4, 5, 6];

/** The page's shape while nothing is known yet. */
export function SearchSkeleton() {
  return (
    <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)] lg:gap-10">
      <div aria-hidden className="grid content-start gap-4">
        {[1, 2, 3, 4, 5].map((field) => (
          <div key={field} className="grid gap-1">
            <div className="skeleton h-4 w-16" />
            <div className="skeleton h-9" />
          </div>
        ))}
      </div>
      <div>
        <div aria-hidden className="mb-5 grid gap-1">
          <div className="skeleton h-5 w-48" />
          <div className="skeleton h-9 w-56" />
        </div>
        <ResultsSkeleton />
      </div>
    </div>
  );
}

/** Suggestions and rows that are still to come. */
export function ResultsSkeleton() {
  const t = useTranslations('common');
  return (
    <div>
      <p className="sr-only">{t('loading')}</p>
      <div aria-hidden>
        <div className="skeleton mb-3 h-5 w-24" />
        <div className="mb-8 grid gap-3 sm:grid-cols-3">
          {[1, 2, 3].map((card) => (
            <div key={card} className="skeleton h-37" />
          ))}
        </div>
        {rows.map((row) => (
          <div
            key={row}
            className="flex h-18 items-center justify-between gap-4 border-t border-hairline"
          >
            <div className="grid gap-2">
              <div className="skeleton h-5 w-32" />
              <div className="skeleton h-4 w-48" />
            </div>
            <div className="skeleton h-9 w-40" />
          </div>
        ))}
      </div>
    </div>
  );
}
