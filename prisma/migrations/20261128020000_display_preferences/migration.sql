-- How people read clocks and weeks; null: as their language does.
ALTER TABLE "people"
  ADD COLUMN "hour_cycle" text CHECK ("hour_cycle" IN ('h12', 'h23')),
  ADD COLUMN "first_weekday" integer CHECK ("first_weekday" BETWEEN 1 AND 7);
