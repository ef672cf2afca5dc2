-- A calendar system may say by itself that a room has changed: the room is then read at once. A wish
-- that comes while the room is being read is kept for when that reading has ended.
ALTER TABLE "room_mirrors" ADD COLUMN "woken_at" timestamptz(3);

-- One subscription for each mirrored room of a system that notifies. It lives and dies with the
-- room's mirror, which is made anew when the room's calendar is another. The system shows a secret
-- with each notice, of which only the hash is kept.
CREATE TABLE "push_subscriptions" (
  "room_id" text NOT NULL,
  "id" text NOT NULL,
  "native_id" text,
  "secret_hash" bytea,
  "expires_at" timestamptz(3),
  "due_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "error_code" text,
  "failures" integer NOT NULL DEFAULT 0,
  CONSTRAINT "push_subscriptions_pkey" PRIMARY KEY ("room_id")
);

CREATE UNIQUE INDEX "push_subscriptions_id_key" ON "push_subscriptions" ("id");
CREATE INDEX "push_subscriptions_due_at_idx" ON "push_subscriptions" ("due_at");

ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room_mirrors" ("room_id") ON DELETE CASCADE ON UPDATE CASCADE;
