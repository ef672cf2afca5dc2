import type { Pool } from 'pg';
import { z } from 'zod';
import { bookingStatuses } from '@/lib/core/bookings/status';
import { instant } from '@/lib/core/time/instant';
import { instantColumn } from '@/lib/db/columns';
import { fromCursor, toCursor } from '@/lib/db/page-cursor';
import type { BookingFilter, ListedDate, Page, PageRequest } from '@/lib/db/ports';
import { contentColumn, headColumns, toBookingHead } from '@/lib/db/repositories/booking-rows';

/**
 * Dates in all their rooms, by start. What a change is to bring is not told before it is done. The
 * words of a date go before those of its event.
 */
const listText = `
  SELECT ${headColumns}, d.recurrence_id AS date_id, d.starts_at AS date_start,
         d.ends_at AS date_end, d.status AS date_status, d.room_ids AS date_rooms,
         d.content AS date_content
    FROM (
      SELECT o.booking_id, o.recurrence_id, o.starts_at, o.ends_at, o.status,
             array_agg(o.room_id ORDER BY o.room_id) AS room_ids,
             coalesce(e.content, '{}') || coalesce(o.content, '{}') AS content
        FROM occurrences o
        JOIN booking_events e ON e.id = o.event_id AND e.stage <> 'arriving'
       WHERE o.organisation_id = $1 AND o.status = ANY ($2)
         AND ($3::text IS NULL OR o.booking_id IN (
               SELECT id FROM bookings
                WHERE (organizer_id = $3 OR booked_by_id = $3)
                  AND ($5::timestamptz IS NULL OR last_ends_at > $5)))
         AND ($4::text IS NULL OR EXISTS (SELECT FROM occurrences r
               WHERE r.booking_id = o.booking_id AND r.recurrence_id = o.recurrence_id
                 AND r.room_id = $4))
         AND ($5::timestamptz IS NULL OR o.ends_at > $5)
         AND ($6::timestamptz IS NULL OR o.starts_at < $6)
         AND ($7::timestamptz IS NULL
              OR (o.starts_at, o.booking_id, o.recurrence_id) > ($7, $8::text, $9::timestamptz))
       GROUP BY o.booking_id, o.recurrence_id, o.starts_at, o.ends_at, o.status, e.content, o.content
       ORDER BY o.starts_at, o.booking_id, o.recurrence_id
       LIMIT $10
    ) AS d
    JOIN bookings b ON b.id = d.booking_id
    JOIN people p ON p.id = b.organizer_id
   ORDER BY d.starts_at, d.booking_id, d.recurrence_id`;

const dateRow = z.object({
  date_id: instantColumn,
  date_start: instantColumn,
  date_end: instantColumn,
  date_status: z.enum(bookingStatuses),
  date_rooms: z.array(z.string()),
  date_content: contentColumn.unwrap(),
});

export async function listDates(
  pool: Pool,
  filter: BookingFilter,
  page: PageRequest,
): Promise<Page<ListedDate>> {
  const [afterMs, afterId, afterDateMs] =
    page.cursor === null
      ? [null, null, null]
      : fromCursor(page.cursor, ['instant', 'string', 'instant']);
  const found = await pool.query(listText, [
    filter.organisationId,
    filter.statuses,
    filter.personId ?? null,
    filter.roomId ?? null,
    toDate(filter.start),
    toDate(filter.end),
    toDate(afterMs),
    afterId,
    toDate(afterDateMs),
    page.limit + 1,
  ]);
  const items = found.rows.slice(0, page.limit).map(toListedDate);
  const last = items.at(-1);
  const more = found.rows.length > page.limit && last !== undefined;
  return {
    items,
    nextCursor: more ? toCursor([last.start, last.booking.id, last.recurrenceId]) : null,
  };
}

function toListedDate(row: unknown): ListedDate {
  const fields = dateRow.parse(row);
  return {
    booking: toBookingHead(row),
    recurrenceId: fields.date_id,
    start: fields.date_start,
    end: fields.date_end,
    status: fields.date_status,
    roomIds: fields.date_rooms,
    content: fields.date_content,
  };
}

function toDate(at: unknown): Date | null {
  return typeof at === 'number' ? new Date(instant(at)) : null;
}
