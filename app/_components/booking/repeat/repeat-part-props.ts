import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import type { CalendarDate } from '@/lib/core/time/wall-time';

/** What a part of the repeat editor is given. */
export interface RepeatPartProps {
  readonly repeat: Repeat;
  readonly first: CalendarDate;
  readonly onChange: (changed: Partial<Repeat>) => void;
}
