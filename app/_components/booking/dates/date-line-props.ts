import type { DateRow } from '@/app/_components/booking/dates/date-rows';
import type { ChooseForDate } from '@/app/_components/booking/dates/use-date-preview';
import type { Instant } from '@/lib/core/time/instant';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** The one date for which something else is being chosen. */
export interface DatePanel {
  readonly recurrenceId: Instant;
  readonly what: 'room' | 'time';
}

export interface DateLineContext {
  readonly rooms: readonly RoomAnswer[];
  readonly durationMs: number;
  readonly isAsking: boolean;
  readonly isReadOnly: boolean;
  readonly panel: DatePanel | null;
  readonly onPanel: (panel: DatePanel | null) => void;
  readonly onChoose: ChooseForDate;
}

export interface DateLineProps extends DateLineContext {
  readonly row: DateRow;
}
