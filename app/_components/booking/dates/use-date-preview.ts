'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import {
  type DateChoice,
  type DateChoices,
  skipsOf,
  withChoice,
} from '@/app/_components/booking/dates/date-choice';
import {
  chosenReplacements,
  type DateRow,
  toDateRows,
} from '@/app/_components/booking/dates/date-rows';
import { useDebounced } from '@/app/_components/use-debounced';
import type { Instant } from '@/lib/core/time/instant';
import { previewQuery } from '@/lib/http/client/preview-query';
import type { PreviewAnswer, PreviewInput } from '@/lib/http/contract/bookings';

const settleMs = 400;

export type ChooseForDate = (recurrenceId: Instant, choice: DateChoice | null) => void;

export interface DatePreview {
  /** Of the last answer; empty before there is one. */
  readonly rows: readonly DateRow[];
  readonly bounded: PreviewAnswer['bounded'];
  /** The rows do not answer yet what is asked for now. */
  readonly isAsking: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly choose: ChooseForDate;
}

interface KeptChoices {
  readonly question: string | null;
  readonly choices: DateChoices;
}

/** What is asked for, looked at date by date once it stands still, with the reader's choices. */
export function useDatePreview(slot: PreviewInput | null): DatePreview {
  const question = slot && JSON.stringify(slot);
  const [kept, setKept] = useState<KeptChoices>({ question: null, choices: new Map() });
  const choices = useMemo(
    () => (kept.question === question ? kept.choices : skipsOf(kept.choices)),
    [kept, question],
  );
  const wanted = slot && JSON.stringify({ ...slot, ...chosenReplacements(choices, slot.roomIds) });
  const settled = useDebounced(wanted, settleMs);
  const input: PreviewInput | null = settled === null ? null : JSON.parse(settled);
  const { data, error, isPlaceholderData, isPending, refetch } = useQuery(previewQuery(input));
  const rows = useMemo(() => (data ? toDateRows(data, choices) : []), [data, choices]);
  const isFailed = error !== null && wanted === settled;
  return {
    rows,
    bounded: data?.bounded ?? null,
    isAsking: !isFailed && (wanted !== settled || isPlaceholderData || isPending),
    error: isFailed ? error : null,
    retry: () => void refetch(),
    choose: (recurrenceId, choice) =>
      setKept({ question, choices: withChoice(choices, recurrenceId, choice) }),
  };
}
