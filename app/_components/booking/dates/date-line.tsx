'use client';

import { DateActions } from '@/app/_components/booking/dates/date-actions';
import type { DateLineProps } from '@/app/_components/booking/dates/date-line-props';
import { isSkipped } from '@/app/_components/booking/dates/date-rows';
import { DateStateText } from '@/app/_components/booking/dates/date-state-text';
import { OtherRoomPanel } from '@/app/_components/booking/dates/other-room-panel';
import { OtherTimePanel } from '@/app/_components/booking/dates/other-time-panel';
import { classNames } from '@/app/_components/class-names';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatTimeRange } from '@/lib/i18n/format-time';

/** When, how it stands, and what can be done about it. */
export function DateLine(props: DateLineProps) {
  const { row, rooms, panel, isReadOnly } = props;
  const locale = useDisplayLocale();
  const zone = zoneId(rooms[0]?.timeZone ?? 'UTC');
  const open = panel?.recurrenceId === row.recurrenceId ? panel.what : null;
  return (
    <tr className="border-t border-hairline align-top">
      <th
        scope="row"
        tabIndex={-1}
        data-date={row.recurrenceId}
        className="w-2/5 py-2 pe-3 text-start font-regular"
      >
        <span
          className={classNames(
            'block font-semibold first-letter:uppercase',
            isSkipped(row) && 'text-quiet line-through',
          )}
        >
          {formatCalendarDate(dateOf(row.start, zone), 'shortWithYear', locale)}
        </span>
        <span className="whitespace-nowrap text-quiet">{formatTimeRange(row, zone, locale)}</span>
      </th>
      <td className="py-2">
        <div className="grid justify-items-start gap-2">
          <DateStateText {...props} />
          {!isReadOnly && <DateActions {...props} open={open} />}
          {open === 'room' && <OtherRoomPanel {...props} />}
          {open === 'time' && <OtherTimePanel {...props} />}
        </div>
      </td>
    </tr>
  );
}
