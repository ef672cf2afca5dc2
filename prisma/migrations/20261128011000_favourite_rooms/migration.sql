-- Rooms that people like to have first.
CREATE TABLE "favourite_rooms" (
  "organisation_id" text NOT NULL,
  "person_id" text NOT NULL,
  "room_id" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "favourite_rooms_pkey" PRIMARY KEY ("person_id", "room_id")
);

CREATE INDEX "favourite_rooms_room_id_idx" ON "favourite_rooms" ("room_id");

ALTER TABLE "favourite_rooms" ADD CONSTRAINT "favourite_rooms_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "favourite_rooms" ADD CONSTRAINT "favourite_rooms_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
