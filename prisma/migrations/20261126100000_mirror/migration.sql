-- The mirror: when rooms of calendars elsewhere are taken, kept current by each calendar's change
-- feed. It answers grids and searches; bookings never trust it. Times are the database's own clock,
-- so that replicas need not agree on theirs.

CREATE TABLE "room_mirrors" (
  "room_id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "connection_id" text NOT NULL,
  "cursor" text,
  "as_of" timestamptz(3),
  "covers_from" timestamptz(3),
  "covers_until" timestamptz(3),
  "whole_at" timestamptz(3),
  "due_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lease_id" text,
  "leased_until" timestamptz(3),
  "looked_at" timestamptz(3),
  "error_code" text,
  "failures" integer NOT NULL DEFAULT 0,
  CONSTRAINT "room_mirrors_pkey" PRIMARY KEY ("room_id")
);

CREATE TABLE "busy_intervals" (
  "organisation_id" text NOT NULL,
  "room_id" text NOT NULL,
  "starts_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  "uid" text NOT NULL,
  "kind" text NOT NULL,
  "booking_id" text,
  CONSTRAINT "busy_intervals_pkey" PRIMARY KEY ("room_id", "starts_at", "ends_at", "uid")
);

CREATE TABLE "booking_conflicts" (
  "organisation_id" text NOT NULL,
  "booking_id" text NOT NULL,
  "room_id" text NOT NULL,
  "recurrence_id" timestamptz(3) NOT NULL,
  "outside_starts_at" timestamptz(3) NOT NULL,
  "outside_ends_at" timestamptz(3) NOT NULL,
  "detected_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "resolved_at" timestamptz(3),
  CONSTRAINT "booking_conflicts_pkey"
    PRIMARY KEY ("booking_id", "room_id", "recurrence_id", "outside_starts_at", "outside_ends_at")
);

CREATE INDEX "room_mirrors_connection_id_due_at_idx" ON "room_mirrors" ("connection_id", "due_at");
CREATE INDEX "booking_conflicts_room_id_idx" ON "booking_conflicts" ("room_id");

ALTER TABLE "room_mirrors" ADD CONSTRAINT "room_mirrors_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "busy_intervals" ADD CONSTRAINT "busy_intervals_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room_mirrors" ("room_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "booking_conflicts" ADD CONSTRAINT "booking_conflicts_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "booking_conflicts" ADD CONSTRAINT "booking_conflicts_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "busy_intervals" ADD CONSTRAINT "busy_intervals_run_forward"
  CHECK ("starts_at" < "ends_at");
ALTER TABLE "busy_intervals" ADD CONSTRAINT "busy_intervals_kind_known"
  CHECK ("kind" IN ('busy', 'tentative'));

CREATE INDEX "room_mirrors_leased_idx" ON "room_mirrors" ("connection_id", "leased_until")
  WHERE ("lease_id" IS NOT NULL);

-- What lasts four hours at most overlaps a window only if it begins in it or in the four hours
-- before: b-trees find that in a third of the time that GiST takes, by room and by time. What lasts
-- longer is less, and has indexes to itself: by room, and by range over all rooms.
CREATE INDEX "busy_intervals_short_idx" ON "busy_intervals" ("starts_at", "ends_at", "room_id")
  WHERE ("ends_at" - "starts_at" <= interval '4 hours');
CREATE INDEX "busy_intervals_long_room_idx" ON "busy_intervals" ("room_id", "ends_at")
  WHERE ("ends_at" - "starts_at" > interval '4 hours');
CREATE INDEX "busy_intervals_long_idx" ON "busy_intervals" USING gist (tstzrange("starts_at", "ends_at", '[)'))
  WHERE ("ends_at" - "starts_at" > interval '4 hours');

CREATE INDEX "occurrences_short_room_idx" ON "occurrences" ("room_id", "held_from")
  WHERE ("status" IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval'));
CREATE INDEX "occurrences_short_idx" ON "occurrences" ("held_from", "held_until", "room_id")
  WHERE ("status" IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval') AND "held_until" - "held_from" <= interval '4 hours');
CREATE INDEX "occurrences_long_room_idx" ON "occurrences" ("room_id", "held_until")
  WHERE ("status" IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval') AND "held_until" - "held_from" > interval '4 hours');
CREATE INDEX "occurrences_long_idx" ON "occurrences" USING gist (tstzrange("held_from", "held_until", '[)'))
  WHERE ("status" IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval') AND "held_until" - "held_from" > interval '4 hours');

CREATE INDEX "local_occurrences_short_idx" ON "local_occurrences" ("starts_at", "ends_at", "room_id")
  WHERE ("kind" <> 'free' AND "answer" <> 'declined' AND "ends_at" - "starts_at" <= interval '4 hours');
CREATE INDEX "local_occurrences_long_room_idx" ON "local_occurrences" ("room_id", "ends_at")
  WHERE ("kind" <> 'free' AND "answer" <> 'declined' AND "ends_at" - "starts_at" > interval '4 hours');
CREATE INDEX "local_occurrences_long_idx" ON "local_occurrences" USING gist (tstzrange("starts_at", "ends_at", '[)'))
  WHERE ("kind" <> 'free' AND "answer" <> 'declined' AND "ends_at" - "starts_at" > interval '4 hours');

-- Rooms of calendars elsewhere have a mirror from the moment they exist. One whose calendar is
-- another by now begins anew: what was read says nothing about it. The local calendar is read
-- where it lives.
CREATE FUNCTION "mirror_room" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM room_mirrors WHERE room_id = NEW.id;
  INSERT INTO room_mirrors (room_id, organisation_id, connection_id)
  SELECT NEW.id, NEW.organisation_id, c.id FROM connections c
   WHERE c.id = NEW.connection_id AND c.kind <> 'local';
  RETURN NULL;
END $$;

CREATE TRIGGER "rooms_mirror_made" AFTER INSERT ON "rooms"
  FOR EACH ROW EXECUTE FUNCTION mirror_room();
CREATE TRIGGER "rooms_mirror_changed" AFTER UPDATE ON "rooms"
  FOR EACH ROW
  WHEN ((OLD.connection_id, OLD.email, OLD.calendar_url)
        IS DISTINCT FROM (NEW.connection_id, NEW.email, NEW.calendar_url))
  EXECUTE FUNCTION mirror_room();

CREATE FUNCTION "mirror_connection" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM room_mirrors WHERE connection_id = NEW.id;
  INSERT INTO room_mirrors (room_id, organisation_id, connection_id)
  SELECT r.id, r.organisation_id, NEW.id FROM rooms r
   WHERE r.connection_id = NEW.id AND NEW.kind <> 'local';
  RETURN NULL;
END $$;

CREATE TRIGGER "connections_mirror_changed" AFTER UPDATE ON "connections"
  FOR EACH ROW WHEN (OLD.revision <> NEW.revision OR OLD.kind <> NEW.kind)
  EXECUTE FUNCTION mirror_connection();

INSERT INTO "room_mirrors" ("room_id", "organisation_id", "connection_id")
SELECT r.id, r.organisation_id, c.id
  FROM rooms r JOIN connections c ON c.id = r.connection_id
 WHERE c.kind <> 'local';

-- Rooms are read with every search and grid and change rarely: replicas keep them for as long as
-- this number, of the last transaction that changed anything about them, is the same.
CREATE TABLE "places_revisions" (
  "organisation_id" text NOT NULL,
  "changed_by" xid8 NOT NULL,
  CONSTRAINT "places_revisions_pkey" PRIMARY KEY ("organisation_id")
);

CREATE FUNCTION "note_places_change" (organisation text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO places_revisions (organisation_id, changed_by)
  VALUES (organisation, pg_current_xact_id())
  ON CONFLICT (organisation_id) DO UPDATE SET changed_by = excluded.changed_by
   WHERE places_revisions.changed_by <> excluded.changed_by;
$$;

CREATE FUNCTION "places_changed" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM note_places_change(OLD.organisation_id);
  ELSE PERFORM note_places_change(NEW.organisation_id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION "organisation_changed" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_places_change(NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER "organisations_note_places" AFTER INSERT OR UPDATE ON "organisations"
  FOR EACH ROW EXECUTE FUNCTION organisation_changed();
CREATE TRIGGER "buildings_note_places" AFTER INSERT OR UPDATE OR DELETE ON "buildings"
  FOR EACH ROW EXECUTE FUNCTION places_changed();
CREATE TRIGGER "floors_note_places" AFTER INSERT OR UPDATE OR DELETE ON "floors"
  FOR EACH ROW EXECUTE FUNCTION places_changed();
CREATE TRIGGER "features_note_places" AFTER INSERT OR UPDATE OR DELETE ON "features"
  FOR EACH ROW EXECUTE FUNCTION places_changed();
CREATE TRIGGER "rooms_note_places" AFTER INSERT OR UPDATE OR DELETE ON "rooms"
  FOR EACH ROW EXECUTE FUNCTION places_changed();
CREATE TRIGGER "room_features_note_places" AFTER INSERT OR UPDATE OR DELETE ON "room_features"
  FOR EACH ROW EXECUTE FUNCTION places_changed();
-- When a connection last worked is noted every minute, and is nothing about rooms.
CREATE TRIGGER "connections_note_places" AFTER UPDATE ON "connections"
  FOR EACH ROW WHEN (OLD.revision <> NEW.revision OR OLD.kind <> NEW.kind)
  EXECUTE FUNCTION places_changed();

INSERT INTO "places_revisions" ("organisation_id", "changed_by")
SELECT "id", pg_current_xact_id() FROM "organisations";
