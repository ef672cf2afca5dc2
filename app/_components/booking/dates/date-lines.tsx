'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DateLine } from '@/app/_components/booking/dates/date-line';
import type { DateLineContext } from '@/app/_components/booking/dates/date-line-props';
import type { DateRow } from '@/app/_components/booking/dates/date-rows';
import { Button } from '@/app/_components/button';

interface DateLinesProps extends DateLineContext {
  readonly label: string;
  readonly rows: readonly DateRow[];
}

const linesAtOnce = 60;

/** Dates as a table, so many at once that a long series stays quick. */
export function DateLines({ label, rows, ...context }: DateLinesProps) {
  const t = useTranslations('dates');
  const [shown, setShown] = useState(linesAtOnce);
  const left = rows.length - shown;
  return (
    <div className="w-full">
      <table aria-label={label} className="w-full border-b border-hairline">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('date')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <DateLine key={row.recurrenceId} {...context} row={row} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button size="small" className="mt-2" onClick={() => setShown(shown + linesAtOnce)}>
          {t('more', { count: Math.min(left, linesAtOnce) })}
        </Button>
      )}
    </div>
  );
}
