'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { classNames } from '@/app/_components/class-names';
import { IconButton } from '@/app/_components/icon-button';
import { addMonths, monthWeeks } from '@/app/_components/month-weeks';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { addDays, type CalendarDate, formatDate, startOfWeek } from '@/lib/core/time/wall-time';
import { firstWeekdayOf, weekdaysInOrder } from '@/lib/i18n/display-locale';
import { formatCalendarDate, formatMonth, formatWeekday } from '@/lib/i18n/format-date';

interface MonthCalendarProps {
  readonly value: CalendarDate;
  readonly today: CalendarDate;
  /** Days before it cannot be chosen. */
  readonly least?: CalendarDate | undefined;
  readonly onChange: (date: CalendarDate) => void;
}

/** A month to choose a day from; arrows, Home, End and Page keys move as in a WAI-ARIA date grid. Takes the focus. */
export function MonthCalendar({ value, today, least, onChange }: MonthCalendarProps) {
  const t = useTranslations('calendar');
  const locale = useDisplayLocale();
  const [cursor, setCursor] = useState(value);
  const table = useRef<HTMLTableElement>(null);
  const cursorKey = formatDate(cursor);
  const followFocus = useRef(true);
  useEffect(() => {
    if (!followFocus.current) return;
    followFocus.current = false;
    table.current?.querySelector<HTMLElement>(`[data-day="${cursorKey}"]`)?.focus();
  }, [cursorKey]);
  const move = (event: KeyboardEvent) => {
    const next = moved(cursor, event, firstWeekdayOf(locale));
    if (!next) return;
    event.preventDefault();
    followFocus.current = true;
    setCursor(next);
  };
  return (
    <>
      <div className="mb-2 flex items-center justify-between gap-2">
        <IconButton
          icon={ChevronLeft}
          label={t('previousMonth')}
          onClick={() => setCursor(addMonths(cursor, -1))}
        />
        <p aria-live="polite" className="font-semibold first-letter:uppercase">
          {formatMonth(cursor, locale)}
        </p>
        <IconButton
          icon={ChevronRight}
          label={t('nextMonth')}
          onClick={() => setCursor(addMonths(cursor, 1))}
        />
      </div>
      <table ref={table} aria-label={formatMonth(cursor, locale)}>
        <thead>
          <tr>
            {weekdaysInOrder(locale).map((weekday) => (
              <th key={weekday} className="size-9 text-12 font-regular text-quiet">
                {formatWeekday(weekday, 'shortWeekday', locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {monthWeeks(cursor.year, cursor.month, firstWeekdayOf(locale)).map((week) => (
            <tr key={week[0]?.day}>
              {week[0]?.day === 1 && week.length < 7 && <td colSpan={7 - week.length} />}
              {week.map((date) => (
                <Day
                  key={date.day}
                  date={date}
                  chosen={sameDay(date, value)}
                  focusable={sameDay(date, cursor)}
                  today={sameDay(date, today)}
                  disabled={least !== undefined && formatDate(date) < formatDate(least)}
                  onChoose={() => onChange(date)}
                  onKeyDown={move}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface DayProps {
  readonly date: CalendarDate;
  readonly chosen: boolean;
  readonly focusable: boolean;
  readonly today: boolean;
  readonly disabled: boolean;
  readonly onChoose: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Day({ date, chosen, focusable, today, disabled, onChoose, onKeyDown }: DayProps) {
  const locale = useDisplayLocale();
  return (
    <td className="p-0">
      <button
        type="button"
        data-day={formatDate(date)}
        tabIndex={focusable ? 0 : -1}
        aria-label={formatCalendarDate(date, 'full', locale)}
        aria-current={today ? 'date' : undefined}
        aria-pressed={chosen}
        aria-disabled={disabled}
        onClick={disabled ? undefined : onChoose}
        onKeyDown={onKeyDown}
        className={classNames(
          'size-9 rounded-control',
          chosen ? 'forced-exact bg-accent font-semibold text-on-accent' : 'hover:bg-accent-soft',
          today && 'font-semibold underline underline-offset-4',
          disabled && 'cursor-not-allowed text-quiet line-through hover:bg-transparent',
        )}
      >
        {date.day}
      </button>
    </td>
  );
}

function moved(
  cursor: CalendarDate,
  { key, shiftKey }: KeyboardEvent,
  firstWeekday: number,
): CalendarDate | null {
  if (key === 'ArrowLeft') return addDays(cursor, -1);
  if (key === 'ArrowRight') return addDays(cursor, 1);
  if (key === 'ArrowUp') return addDays(cursor, -7);
  if (key === 'ArrowDown') return addDays(cursor, 7);
  if (key === 'Home') return startOfWeek(cursor, firstWeekday);
  if (key === 'End') return addDays(startOfWeek(cursor, firstWeekday), 6);
  if (key === 'PageUp') return addMonths(cursor, shiftKey ? -12 : -1);
  if (key === 'PageDown') return addMonths(cursor, shiftKey ? 12 : 1);
  return null;
}

function sameDay(a: CalendarDate, b: CalendarDate): boolean {
  return formatDate(a) === formatDate(b);
}
