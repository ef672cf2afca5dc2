-- The last trial of each connection: an event that was written into one of its rooms and taken out
-- again, and what was proved by it. While the event may still be there the row says where, so that it
-- is taken out whatever happens to whoever wrote it.
CREATE TABLE "connection_trials" (
  "connection_id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "room_id" text NOT NULL,
  "uid" text NOT NULL,
  "organizer_email" text NOT NULL,
  "is_open" boolean NOT NULL,
  "begun_at" timestamptz(3) NOT NULL,
  "ended_at" timestamptz(3),
  "lines" jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT "connection_trials_pkey" PRIMARY KEY ("connection_id")
);

CREATE INDEX "connection_trials_open_idx" ON "connection_trials" ("begun_at") WHERE "is_open";

ALTER TABLE "connection_trials" ADD CONSTRAINT "connection_trials_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "connection_trials" ADD CONSTRAINT "connection_trials_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
