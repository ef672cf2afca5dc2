-- In which stretches of six hours the mirror has a room taken, in bits. A search over all rooms for a
-- day or a week asks these first, and the times themselves only where bits do not tell. The bit at
-- place 1 is the stretch "first_block", counted by outline_block; where there is no bit, nothing is
-- taken. Null: the times reach further than bits are kept for, and have to be asked.
CREATE TABLE "busy_outlines" (
  "room_id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "first_block" integer DEFAULT 0,
  -- Taken by somebody else's event, and so whatever becomes of our bookings.
  "certain" bit varying DEFAULT '',
  -- Taken by any event, of which one of a booking of ours may be outdated.
  "possible" bit varying DEFAULT '',
  CONSTRAINT "busy_outlines_pkey" PRIMARY KEY ("room_id")
);

ALTER TABLE "busy_outlines" ADD CONSTRAINT "busy_outlines_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room_mirrors" ("room_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- As `immutable` it could not be made part of the statements that use it: what it calls is not.
CREATE FUNCTION "outline_block" (at timestamptz) RETURNS integer
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN floor(date_part('epoch', at) / 21600)::integer;

CREATE FUNCTION "outline_rooms" (rooms text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Whoever waits here for another's times sees them in the next statement.
  PERFORM FROM busy_outlines WHERE room_id = ANY (rooms) ORDER BY room_id FOR UPDATE;
  UPDATE busy_outlines AS outline
     SET (first_block, certain, possible) = (
       WITH times AS (
         SELECT outline_block(starts_at) AS first,
                outline_block(ends_at - interval '1 millisecond') AS last,
                booking_id IS NULL AS is_certain
           FROM busy_intervals WHERE room_id = outline.room_id
       ), extent AS (
         -- Bits are kept for five years and a half.
         SELECT coalesce(min(first), 0) AS first, max(last) AS last,
                repeat('1', max(last) - min(first) + 1)::bit varying AS ones
           FROM times
         HAVING coalesce(max(last) - min(first), 0) < 8192
       ), marks AS (
         SELECT ones >> (extent.last - extent.first - times.last + times.first)
                     << (extent.last - times.last) AS mark, is_certain
           FROM extent CROSS JOIN times
       )
       SELECT extent.first, coalesce(bit_or(mark) FILTER (WHERE is_certain), ''),
              coalesce(bit_or(mark), '')
         FROM extent LEFT JOIN marks ON true
        GROUP BY extent.first)
   WHERE outline.room_id = ANY (rooms);
END $$;

CREATE FUNCTION "begin_outline" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO busy_outlines (room_id, organisation_id) VALUES (NEW.room_id, NEW.organisation_id);
  RETURN NULL;
END $$;

CREATE FUNCTION "outline_changed_rooms" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM outline_rooms(ARRAY(SELECT DISTINCT room_id FROM changed));
  RETURN NULL;
END $$;

CREATE TRIGGER "room_mirrors_outlined" AFTER INSERT ON "room_mirrors"
  FOR EACH ROW EXECUTE FUNCTION begin_outline();
CREATE TRIGGER "busy_intervals_come_outlined" AFTER INSERT ON "busy_intervals"
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION outline_changed_rooms();
CREATE TRIGGER "busy_intervals_change_outlined" AFTER UPDATE ON "busy_intervals"
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION outline_changed_rooms();
CREATE TRIGGER "busy_intervals_go_outlined" AFTER DELETE ON "busy_intervals"
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION outline_changed_rooms();

INSERT INTO "busy_outlines" ("room_id", "organisation_id")
SELECT "room_id", "organisation_id" FROM "room_mirrors";
SELECT outline_rooms(ARRAY(SELECT "room_id" FROM "room_mirrors"));
