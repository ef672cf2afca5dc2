-- The change stream: every change of a booking or of a held date leaves a line in the outbox, in
-- the transaction of the change, whoever makes it.

-- Readers know what they have seen by transactions, not by ids: ids are given out before the commit.
ALTER TABLE "outbox" ADD COLUMN "transaction_id" xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX "outbox_transaction_id_id_idx" ON "outbox" ("transaction_id", "id");

-- Lines of the change stream are read by every replica and never marked as delivered.
DROP INDEX "outbox_undelivered_idx";
CREATE INDEX "outbox_undelivered_idx" ON "outbox" ("id")
  WHERE ("delivered_at" IS NULL AND "topic" NOT IN ('availability', 'booking'));

CREATE FUNCTION "epoch_ms" (at timestamptz) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (extract(epoch FROM at) * 1000)::bigint;

-- A date counts with its buffers: that is the stretch in which the room's availability changes.
CREATE FUNCTION "announce_dates_made" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT organisation_id, 'availability', jsonb_build_object(
           'roomId', room_id, 'start', epoch_ms(held_from), 'end', epoch_ms(held_until))
    FROM made;
  RETURN NULL;
END $$;

CREATE FUNCTION "announce_dates_changed" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT organisation_id, 'availability', jsonb_build_object(
           'roomId', room_id, 'start', epoch_ms(held_from), 'end', epoch_ms(held_until))
    FROM (SELECT DISTINCT side.organisation_id, side.room_id, side.held_from, side.held_until
            FROM before JOIN after ON after.id = before.id
           CROSS JOIN LATERAL (
             VALUES (before.organisation_id, before.room_id, before.held_from, before.held_until),
                    (after.organisation_id, after.room_id, after.held_from, after.held_until)
           ) AS side (organisation_id, room_id, held_from, held_until)
           WHERE before IS DISTINCT FROM after) AS changed;
  RETURN NULL;
END $$;

CREATE FUNCTION "announce_dates_gone" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT organisation_id, 'availability', jsonb_build_object(
           'roomId', room_id, 'start', epoch_ms(held_from), 'end', epoch_ms(held_until))
    FROM gone
   WHERE status IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval');
  RETURN NULL;
END $$;

CREATE TRIGGER "occurrences_announce_made" AFTER INSERT ON "occurrences"
  REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION announce_dates_made();
CREATE TRIGGER "occurrences_announce_changed" AFTER UPDATE ON "occurrences"
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION announce_dates_changed();
CREATE TRIGGER "occurrences_announce_gone" AFTER DELETE ON "occurrences"
  REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION announce_dates_gone();

-- The people of a booking go with its line, so that it can be told to those who may see it.
CREATE FUNCTION "announce_bookings_made" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT organisation_id, 'booking', jsonb_build_object(
           'id', id, 'status', status, 'organizerId', organizer_id, 'bookedById', booked_by_id)
    FROM made;
  RETURN NULL;
END $$;

-- Moving the time at which reconciliation looks again is nobody's news.
CREATE FUNCTION "announce_bookings_changed" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT after.organisation_id, 'booking', jsonb_build_object(
           'id', after.id, 'status', after.status,
           'organizerId', after.organizer_id, 'bookedById', after.booked_by_id)
    FROM before JOIN after ON after.id = before.id
   WHERE (after.status, after.status_reason, after.title, after.description, after.visibility,
          after.organizer_id, after.booked_by_id, after.attendees, after.time_zone,
          after.starts_at, after.ends_at, after.rrule)
         IS DISTINCT FROM
         (before.status, before.status_reason, before.title, before.description, before.visibility,
          before.organizer_id, before.booked_by_id, before.attendees, before.time_zone,
          before.starts_at, before.ends_at, before.rrule);
  RETURN NULL;
END $$;

-- A hold that is released is deleted: to whoever heard of it, it has failed.
CREATE FUNCTION "announce_bookings_gone" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT organisation_id, 'booking', jsonb_build_object(
           'id', id, 'status', 'failed', 'organizerId', organizer_id, 'bookedById', booked_by_id)
    FROM gone
   WHERE status IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval');
  RETURN NULL;
END $$;

CREATE TRIGGER "bookings_announce_made" AFTER INSERT ON "bookings"
  REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION announce_bookings_made();
CREATE TRIGGER "bookings_announce_changed" AFTER UPDATE ON "bookings"
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION announce_bookings_changed();
CREATE TRIGGER "bookings_announce_gone" AFTER DELETE ON "bookings"
  REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION announce_bookings_gone();
