-- A search over all rooms reads this index alone: whether an interval may be outdated depends on
-- whether it is a booking's.
DROP INDEX "busy_intervals_short_idx";
CREATE INDEX "busy_intervals_short_idx" ON "busy_intervals" ("starts_at", "ends_at", "room_id")
  INCLUDE ("booking_id")
  WHERE ("ends_at" - "starts_at" <= interval '4 hours');
