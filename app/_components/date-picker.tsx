'use client';

import { CalendarDays } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { controlClass } from '@/app/_components/control-class';
import type { ControlIds } from '@/app/_components/field';
import { useDismiss } from '@/app/_components/use-dismiss';
import type { CalendarDate } from '@/lib/core/time/wall-time';
import { type DateStyle, formatCalendarDate } from '@/lib/i18n/format-date';

const MonthCalendar = dynamic(async () => {
  const loaded = await import('@/app/_components/month-calendar');
  return loaded.MonthCalendar;
});

interface DatePickerProps {
  readonly control?: ControlIds;
  readonly value: CalendarDate;
  readonly today: CalendarDate;
  readonly least?: CalendarDate | undefined;
  readonly style?: DateStyle;
  readonly disabled?: boolean;
  readonly onChange: (date: CalendarDate) => void;
}

/** A button that shows the date and opens a month to choose another. */
export function DatePicker(props: DatePickerProps) {
  const { control, value, today, least, style = 'short', disabled, onChange } = props;
  const t = useTranslations('calendar');
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const wrapper = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  useDismiss(wrapper, open, close);
  const choose = (date: CalendarDate) => {
    setOpen(false);
    button.current?.focus();
    onChange(date);
  };
  return (
    <div ref={wrapper} className="relative">
      <button
        {...control}
        ref={button}
        type="button"
        disabled={disabled}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={t('choose', { date: formatCalendarDate(value, 'full', locale) })}
        onClick={() => setOpen(!open)}
        className={`${controlClass} flex items-center justify-between gap-2 text-start hover:border-accent`}
      >
        <span suppressHydrationWarning className="truncate first-letter:uppercase">
          {formatCalendarDate(value, style, locale)}
        </span>
        <CalendarDays aria-hidden size={16} className="shrink-0 text-quiet" />
      </button>
      {open && (
        <div
          role="dialog"
          aria-label={t('dialog')}
          className="absolute inset-s-0 top-full z-30 mt-1 min-h-72 w-70 rounded-control bg-surface p-3 shadow-float"
        >
          <MonthCalendar value={value} today={today} least={least} onChange={choose} />
        </div>
      )}
    </div>
  );
}
