import type { Pool } from 'pg';
import { z } from 'zod';
import type { BookingConflict, ConflictStore } from '@/lib/db/calendar-ports';
import { instantColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import { prepared } from '@/lib/db/prepared';

export function createConflictStore(pool: Pool): ConflictStore {
  return withDatabaseErrors<ConflictStore>({
    conflictsOf: async (bookingIds) => {
      const found = await pool.query(
        prepared(
          `SELECT booking_id, room_id, recurrence_id, outside_starts_at, outside_ends_at, detected_at
           FROM booking_conflicts
          WHERE booking_id = ANY ($1) AND resolved_at IS NULL
          ORDER BY booking_id, recurrence_id, outside_starts_at, room_id`,
          [bookingIds],
        ),
      );
      return found.rows.map(toConflict);
    },
  });
}

const conflictRow = z.object({
  booking_id: z.string(),
  room_id: z.string(),
  recurrence_id: instantColumn,
  outside_starts_at: instantColumn,
  outside_ends_at: instantColumn,
  detected_at: instantColumn,
});

function toConflict(row: unknown): BookingConflict {
  const fields = conflictRow.parse(row);
  return {
    bookingId: fields.booking_id,
    roomId: fields.room_id,
    recurrenceId: fields.recurrence_id,
    outside: { start: fields.outside_starts_at, end: fields.outside_ends_at },
    detectedAt: fields.detected_at,
  };
}
