-- A booking is held as dates in rooms, and written as one or more events: one for rooms that share a
-- calendar system, others for rooms elsewhere and for single dates in another room or at another time.
CREATE TABLE "booking_events" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "booking_id" text NOT NULL,
  "uid" text NOT NULL,
  "stage" text NOT NULL DEFAULT 'standing',
  "room_ids" text[] NOT NULL,
  "starts_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  "rrule" text,
  "content" jsonb,
  "buffer_before_ms" integer NOT NULL DEFAULT 0,
  "buffer_after_ms" integer NOT NULL DEFAULT 0,
  "handle" text,
  "version" text,
  CONSTRAINT "booking_events_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "booking_events_booking_id_idx" ON "booking_events" ("booking_id");
ALTER TABLE "booking_events" ADD CONSTRAINT "booking_events_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "booking_events" ADD CONSTRAINT "booking_events_stage_known"
  CHECK ("stage" IN ('standing', 'arriving', 'leaving', 'withdrawn'));

-- Until now each room had an event of its own, whose uid named the room where there were several.
INSERT INTO "booking_events" (id, organisation_id, booking_id, uid, room_ids, starts_at, ends_at, handle, version)
SELECT r.booking_id || '.' || r.room_id, r.organisation_id, r.booking_id,
       CASE WHEN count(*) OVER (PARTITION BY r.booking_id) = 1 THEN b.uid
            ELSE b.uid || '-' || r.room_id END,
       ARRAY[r.room_id], b.starts_at, b.ends_at, r.handle, r.version
  FROM "booking_rooms" r JOIN "bookings" b ON b.id = r.booking_id;

ALTER TABLE "occurrences" ADD COLUMN "event_id" text;
ALTER TABLE "occurrences" ADD COLUMN "content" jsonb;
UPDATE "occurrences" SET "event_id" = "booking_id" || '.' || "room_id";
ALTER TABLE "occurrences" ALTER COLUMN "event_id" SET NOT NULL;
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "booking_events" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "occurrences_event_id_idx" ON "occurrences" ("event_id");

DROP TABLE "booking_rooms";

-- The end of the last date; `ends_at` is that of the first.
ALTER TABLE "bookings" ADD COLUMN "last_ends_at" timestamptz(3);
UPDATE "bookings" SET "last_ends_at" = "ends_at";
ALTER TABLE "bookings" ALTER COLUMN "last_ends_at" SET NOT NULL;

-- What the booking is being changed to: how, and what it says then.
ALTER TABLE "bookings" ADD COLUMN "change" jsonb;
