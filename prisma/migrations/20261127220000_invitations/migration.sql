-- Mails to the people of a booking, where no calendar server tells them.

-- The moment itself, which a column of milliseconds would round to one that is still to come.
CREATE FUNCTION "at_once" () RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN date_trunc('milliseconds', now());

-- A booking of which people may have to hear: written by a trigger, in the transaction of the change,
-- whoever makes it. `notes` grows with every change, so that none is lost while one is worked on.
CREATE TABLE "booking_mailings" (
  "booking_id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "notes" bigint NOT NULL DEFAULT 1,
  "due_at" timestamptz(3) NOT NULL DEFAULT at_once(),
  CONSTRAINT "booking_mailings_pkey" PRIMARY KEY ("booking_id")
);

CREATE INDEX "booking_mailings_due_at_idx" ON "booking_mailings" ("due_at");
ALTER TABLE "booking_mailings" ADD CONSTRAINT "booking_mailings_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a person was told of a meeting, and the one message that is on its way to them. It is written
-- down whole before it is sent: sent again after a crash it is the same message.
CREATE TABLE "invitations" (
  "booking_id" text NOT NULL,
  "email" text NOT NULL,
  "uid" text NOT NULL,
  "organisation_id" text NOT NULL,
  "sequence" integer NOT NULL,
  "told" jsonb,
  "refused" jsonb,
  "refused_code" integer,
  "message_id" text,
  "message" bytea,
  "says" jsonb,
  "worthless_at" timestamptz(3),
  "due_at" timestamptz(3),
  "attempts" integer NOT NULL DEFAULT 0,
  CONSTRAINT "invitations_pkey" PRIMARY KEY ("booking_id", "email", "uid")
);

CREATE INDEX "invitations_due_at_idx" ON "invitations" ("due_at");
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_message_is_whole"
  CHECK (("message_id" IS NULL) = ("message" IS NULL) AND ("message_id" IS NULL) = ("due_at" IS NULL)
         AND ("message_id" IS NULL) = ("worthless_at" IS NULL));

CREATE FUNCTION "note_mailing" (booking text, organisation text) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO booking_mailings AS known (booking_id, organisation_id) VALUES (booking, organisation)
  ON CONFLICT (booking_id) DO UPDATE SET notes = known.notes + 1, due_at = at_once();
$$;

-- Bookings to which nobody is invited, and of which nobody was told, are nobody's news.
CREATE FUNCTION "note_booking_mailing" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.attendees <> '[]'::jsonb OR OLD.attendees <> '[]'::jsonb
     OR EXISTS (SELECT FROM invitations i WHERE i.booking_id = NEW.id)
     OR EXISTS (SELECT FROM booking_events e WHERE e.booking_id = NEW.id AND e.content ? 'attendees')
     OR EXISTS (SELECT FROM occurrences o WHERE o.booking_id = NEW.id AND o.content ? 'attendees')
  THEN
    PERFORM note_mailing(NEW.id, NEW.organisation_id);
  END IF;
  RETURN NULL;
END $$;

-- When what people see has come to rest: a booking is confirmed, ends, or has been changed.
CREATE TRIGGER "bookings_note_mailing" AFTER UPDATE ON "bookings"
  FOR EACH ROW
  WHEN (NEW.change IS NULL AND NEW.status IN ('confirmed', 'declined', 'cancelled', 'failed')
        AND (OLD.status IS DISTINCT FROM NEW.status OR OLD.change IS NOT NULL))
  EXECUTE FUNCTION note_booking_mailing();
