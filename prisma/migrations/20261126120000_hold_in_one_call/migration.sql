-- A hold is what a person waits for, and what others queue behind: its statements run beside the rows
-- rather than one by one over the network. Each is still a statement of its own with a look of its
-- own (read committed): who waited for a lock sees what the one before has held.

-- As `immutable` it could not be made part of the statements that use it: what it calls is not.
CREATE OR REPLACE FUNCTION "epoch_ms" (at timestamptz) RETURNS bigint
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN (extract(epoch FROM at) * 1000)::bigint;

-- Holds of a room are made one after the other: a queue that is short and in order.
CREATE FUNCTION "lock_rooms" (dates jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('room ' || room.id, 0))
    FROM (SELECT DISTINCT d ->> 'roomId' AS id FROM jsonb_array_elements(dates) AS d ORDER BY 1)
         AS room;
END;
$$;

-- The live bookings in the way of these dates; those of the booking itself are in nobody's way.
CREATE FUNCTION "taken_dates" (dates jsonb, own_booking_id text)
RETURNS TABLE (room_id text, starts_at timestamptz, ends_at timestamptz, recurrence_id timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT o.room_id, o.starts_at, o.ends_at, wanted."recurrenceId"
    FROM jsonb_to_recordset(dates) AS wanted ("roomId" text, "recurrenceId" timestamptz,
         "heldFrom" timestamptz, "heldUntil" timestamptz)
   CROSS JOIN LATERAL (
     SELECT * FROM occurrences
      WHERE room_id = wanted."roomId"
        AND tstzrange(held_from, held_until, '[)')
            && tstzrange(wanted."heldFrom", wanted."heldUntil", '[)')
        AND status IN ('pending', 'awaiting-room', 'awaiting-approval', 'confirmed')
        AND booking_id IS DISTINCT FROM own_booking_id
     -- Each date by the index of the constraint; a plan for all at once would read all that is held.
     OFFSET 0
   ) AS o
   ORDER BY o.starts_at, o.room_id;
$$;

CREATE FUNCTION "insert_booking_events" (booking jsonb, stage text, events jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO booking_events (id, organisation_id, booking_id, uid, stage, room_ids, starts_at,
      ends_at, rrule, content, buffer_before_ms, buffer_after_ms, handle, version)
  SELECT e.id, booking ->> 'organisationId', booking ->> 'id', e.uid, stage, e."roomIds", e.start,
         e."end", e.rrule, e.content, e."bufferBeforeMs", e."bufferAfterMs", e.handle, e.version
    FROM jsonb_to_recordset(events) AS e (id text, uid text, "roomIds" text[], start timestamptz,
         "end" timestamptz, rrule text, content jsonb, "bufferBeforeMs" integer,
         "bufferAfterMs" integer, handle text, version text);
END;
$$;

-- The exclusion constraint refuses what overlaps another live booking.
CREATE FUNCTION "insert_occurrences" (booking jsonb, dates jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO occurrences (id, organisation_id, booking_id, event_id, room_id, status,
      recurrence_id, starts_at, ends_at, held_from, held_until, content)
  SELECT d."eventId" || '.' || d."roomId" || '.' || epoch_ms(d."recurrenceId"),
         booking ->> 'organisationId', booking ->> 'id', d."eventId", d."roomId", 'pending',
         d."recurrenceId", d.start, d."end", d."heldFrom", d."heldUntil", d.content
    FROM jsonb_to_recordset(dates) AS d ("eventId" text, "roomId" text, "recurrenceId" timestamptz,
         start timestamptz, "end" timestamptz, "heldFrom" timestamptz, "heldUntil" timestamptz,
         content jsonb);
END;
$$;

-- Answers {"outcome": "held", "createdAt": epoch ms}, {"outcome": "conflict", "taken": [...]} as by
-- taken_dates, or {"outcome": "known", "bookingId", "bodyHash"} for a key that was used before.
CREATE FUNCTION "hold_booking" (booking jsonb, events jsonb, dates jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  claimed_key text := booking -> 'idempotency' ->> 'key';
  answer jsonb;
BEGIN
  -- The first request with a key makes the booking; a concurrent second one waits here for it.
  -- A key that is there and gone at the next look was released in between: it is free again.
  WHILE claimed_key IS NOT NULL LOOP
    INSERT INTO idempotency_keys (person_id, key, organisation_id, body_hash, booking_id)
    VALUES (booking ->> 'bookedById', claimed_key, booking ->> 'organisationId',
            booking -> 'idempotency' ->> 'bodyHash', booking ->> 'id')
    ON CONFLICT DO NOTHING;
    EXIT WHEN FOUND;
    SELECT jsonb_build_object('outcome', 'known', 'bookingId', k.booking_id, 'bodyHash', k.body_hash)
      INTO answer
      FROM idempotency_keys k WHERE k.person_id = booking ->> 'bookedById' AND k.key = claimed_key;
    IF FOUND THEN RETURN answer; END IF;
  END LOOP;

  PERFORM lock_rooms(dates);
  SELECT jsonb_agg(jsonb_build_array(t.room_id, epoch_ms(t.starts_at), epoch_ms(t.ends_at),
                                     epoch_ms(t.recurrence_id)) ORDER BY t.starts_at, t.room_id)
    INTO answer FROM taken_dates(dates, NULL) AS t;
  IF answer IS NOT NULL THEN
    DELETE FROM idempotency_keys k WHERE k.booking_id = booking ->> 'id';
    RETURN jsonb_build_object('outcome', 'conflict', 'taken', answer);
  END IF;

  INSERT INTO bookings (id, organisation_id, uid, status, status_reason, title, description,
      visibility, organizer_id, booked_by_id, attendees, time_zone, starts_at, ends_at,
      last_ends_at, rrule, due_at)
  SELECT b.id, b."organisationId", b.uid, 'pending', 'writing', b.title, b.description,
         b.visibility, b."organizerId", b."bookedById", b.attendees, b."timeZone", b.start, b."end",
         b."lastEnd", b.rrule, b."dueAt"
    FROM jsonb_to_record(booking) AS b (id text, "organisationId" text, uid text, title text,
         description text, visibility text, "organizerId" text, "bookedById" text,
         attendees jsonb, "timeZone" text, start timestamptz, "end" timestamptz,
         "lastEnd" timestamptz, rrule text, "dueAt" timestamptz)
  RETURNING jsonb_build_object('outcome', 'held', 'createdAt', epoch_ms(created_at)) INTO answer;
  INSERT INTO booking_transitions (organisation_id, booking_id, from_status, to_status, actor, reason)
  VALUES (booking ->> 'organisationId', booking ->> 'id', NULL, 'pending', booking ->> 'bookedById',
          'writing');
  PERFORM insert_booking_events(booking, 'standing', events);
  PERFORM insert_occurrences(booking, dates);
  RETURN answer;
END;
$$;
