'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { DatePanel } from '@/app/_components/booking/dates/date-line-props';
import { DateLines } from '@/app/_components/booking/dates/date-lines';
import { isBeyond, isTrouble } from '@/app/_components/booking/dates/date-rows';
import type { DatePreview } from '@/app/_components/booking/dates/use-date-preview';
import { Button } from '@/app/_components/button';
import type { Instant } from '@/lib/core/time/instant';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface DateTableProps {
  readonly preview: DatePreview;
  readonly rooms: readonly RoomAnswer[];
  readonly durationMs: number;
  /** Dates can only be looked at: of a change, none is left out or moved on its own. */
  readonly isReadOnly?: boolean;
}

/** One row per date: first those that need a look, the free ones folded away beneath. */
export function DateTable({ preview, rooms, durationMs, isReadOnly = false }: DateTableProps) {
  const t = useTranslations('dates');
  const [isOpen, setOpen] = useState(false);
  const [panel, setPanel] = useState<DatePanel | null>(null);
  const { container, keepFocus } = useFocusOnDate();
  const { rows, isAsking, choose } = preview;
  const troubled = rows.filter((row) => isTrouble(row) && !isBeyond(row));
  const others = rows.filter((row) => !isTrouble(row));
  const shared = {
    rooms,
    durationMs,
    isAsking,
    isReadOnly,
    panel,
    onPanel: setPanel,
    onChoose: (...[recurrenceId, choice]: Parameters<typeof choose>) => {
      setPanel(null);
      keepFocus(recurrenceId);
      choose(recurrenceId, choice);
    },
  };
  return (
    <div ref={container} className="grid gap-3">
      {troubled.length > 0 && <DateLines {...shared} rows={troubled} label={t('trouble')} />}
      {others.length > 0 && (
        <div className="grid justify-items-start gap-3">
          <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t('hideOthers') : t('showOthers', { count: others.length })}
          </Button>
          {isOpen && <DateLines {...shared} rows={others} label={t('title')} />}
        </div>
      )}
    </div>
  );
}

/** A choice may take away the button that made it, or move its row: the focus stays with the date. */
function useFocusOnDate() {
  const container = useRef<HTMLDivElement>(null);
  const acted = useRef<Instant | null>(null);
  useEffect(() => {
    if (acted.current === null) return;
    const row = container.current?.querySelector<HTMLElement>(`[data-date="${acted.current}"]`);
    acted.current = null;
    if (document.activeElement === document.body) row?.focus();
  });
  return {
    container,
    keepFocus: (recurrenceId: Instant) => {
      acted.current = recurrenceId;
    },
  };
}
