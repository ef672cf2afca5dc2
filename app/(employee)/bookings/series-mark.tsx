'use client';

import { Repeat2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRuleWords } from '@/app/_components/booking/repeat/use-rule-words';
import { PageLink } from '@/app/_components/page-link';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

/** That a booking is one date of a series: which one, with the way to all its dates. */
export function SeriesMark({ booking }: { readonly booking: BookingAnswer }) {
  const t = useTranslations('bookings');
  const ruleWords = useRuleWords();
  if (booking.seriesId === null) return null;
  return (
    <p className="flex items-center gap-1 text-12">
      <Repeat2 aria-hidden size={14} className="shrink-0 text-quiet" />
      <PageLink
        href={`/bookings/${encodeURIComponent(booking.seriesId)}`}
        className="inline-block py-1 underline underline-offset-4 first-letter:uppercase"
      >
        {ruleWords(booking) ?? t('series')}
      </PageLink>
    </p>
  );
}
