-- The address at which a person's calendar program reads a room: one per person and room, known only
-- by the hash of its secret part.
CREATE TABLE "room_feeds" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "person_id" text NOT NULL,
  "room_id" text NOT NULL,
  "hash" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "last_read_at" timestamptz(3),
  CONSTRAINT "room_feeds_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "room_feeds_hash_key" ON "room_feeds" ("hash");
CREATE UNIQUE INDEX "room_feeds_person_id_room_id_key" ON "room_feeds" ("person_id", "room_id");
CREATE INDEX "room_feeds_room_id_idx" ON "room_feeds" ("room_id");

ALTER TABLE "room_feeds" ADD CONSTRAINT "room_feeds_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "room_feeds" ADD CONSTRAINT "room_feeds_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
