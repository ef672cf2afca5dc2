-- How many whole readings in a row found what the room's change feed had not told of.
ALTER TABLE "room_mirrors" ADD COLUMN "feed_misses" INTEGER NOT NULL DEFAULT 0;
