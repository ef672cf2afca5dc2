/**
 * SQL that is true for a mirrored interval of a booking of ours that has changed since its room was
 * read: where the event stands by now, the booking's own dates tell.
 */
export function isOutdated(interval: string, asOf: string): string {
  return `(
    ${interval}.booking_id IS NOT NULL
    AND EXISTS (
      SELECT FROM bookings b WHERE b.id = ${interval}.booking_id AND b.updated_at > ${asOf})
    AND NOT EXISTS (
      SELECT FROM occurrences o
       WHERE o.booking_id = ${interval}.booking_id AND o.room_id = ${interval}.room_id
         AND o.status IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval')
         AND o.starts_at < ${interval}.ends_at AND o.ends_at > ${interval}.starts_at))`;
}
