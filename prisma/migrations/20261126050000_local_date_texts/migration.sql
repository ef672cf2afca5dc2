-- What is said of one date of a series alone; null where it says what the series says.
ALTER TABLE "local_occurrences"
  ADD COLUMN "title" text,
  ADD COLUMN "description" text,
  ADD COLUMN "attendees" jsonb;
