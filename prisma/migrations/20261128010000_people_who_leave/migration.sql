-- Since when somebody is being removed: nobody signs in as them, and their bookings to come are cancelled.
ALTER TABLE "people" ADD COLUMN "leaving_at" TIMESTAMPTZ(3);
-- When that was done, and nothing was left that names them.
ALTER TABLE "people" ADD COLUMN "removed_at" TIMESTAMPTZ(3);

CREATE INDEX "people_leaving_idx" ON "people" ("leaving_at")
  WHERE "leaving_at" IS NOT NULL AND "removed_at" IS NULL;
