CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE "organisations" (
  "id" text NOT NULL,
  "name" text NOT NULL,
  "policy" jsonb NOT NULL DEFAULT '{}',
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "organisations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "people" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "email" text NOT NULL,
  "name" text NOT NULL,
  "role" text NOT NULL,
  "locale" text,
  "time_zone" text,
  "oidc_subject" text,
  "session_epoch" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "tokens" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "person_id" text NOT NULL,
  "hash" text NOT NULL,
  "label" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" timestamptz(3),
  "last_used_at" timestamptz(3),
  CONSTRAINT "tokens_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "connections" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "name" text NOT NULL,
  "kind" text NOT NULL,
  "options" jsonb NOT NULL,
  "secrets" bytea,
  "revision" integer NOT NULL DEFAULT 1,
  "last_ok_at" timestamptz(3),
  "last_error_at" timestamptz(3),
  "last_error_code" text,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "buildings" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "name" text NOT NULL,
  "address" text,
  "time_zone" text NOT NULL,
  "policy" jsonb NOT NULL DEFAULT '{}',
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "buildings_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "floors" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "building_id" text NOT NULL,
  "name" text NOT NULL,
  "level" integer NOT NULL,
  CONSTRAINT "floors_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "features" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "key" text NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "features_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rooms" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "building_id" text NOT NULL,
  "floor_id" text NOT NULL,
  "connection_id" text NOT NULL,
  "name" text NOT NULL,
  "capacity" integer NOT NULL,
  "accessible" boolean NOT NULL DEFAULT false,
  "time_zone" text NOT NULL,
  "photo_url" text,
  "email" text,
  "calendar_url" text,
  "policy" jsonb NOT NULL DEFAULT '{}',
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "rooms_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "room_features" (
  "organisation_id" text NOT NULL,
  "room_id" text NOT NULL,
  "feature_id" text NOT NULL,
  CONSTRAINT "room_features_pkey" PRIMARY KEY ("room_id", "feature_id")
);

CREATE TABLE "bookings" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "uid" text NOT NULL,
  "status" text NOT NULL,
  "status_reason" text,
  "title" text NOT NULL,
  "description" text,
  "visibility" text NOT NULL,
  "organizer_id" text NOT NULL,
  "booked_by_id" text NOT NULL,
  "attendees" jsonb NOT NULL DEFAULT '[]',
  "time_zone" text NOT NULL,
  "starts_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  "rrule" text,
  "revision" integer NOT NULL DEFAULT 1,
  "due_at" timestamptz(3),
  "attempts" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "bookings_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "booking_rooms" (
  "organisation_id" text NOT NULL,
  "booking_id" text NOT NULL,
  "room_id" text NOT NULL,
  "handle" text,
  "version" text,
  "answer" text NOT NULL DEFAULT 'pending',
  CONSTRAINT "booking_rooms_pkey" PRIMARY KEY ("booking_id", "room_id")
);

CREATE TABLE "occurrences" (
  "id" text NOT NULL,
  "organisation_id" text NOT NULL,
  "booking_id" text NOT NULL,
  "room_id" text NOT NULL,
  "status" text NOT NULL,
  "recurrence_id" timestamptz(3) NOT NULL,
  "starts_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  "held_from" timestamptz(3) NOT NULL,
  "held_until" timestamptz(3) NOT NULL,
  CONSTRAINT "occurrences_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "booking_transitions" (
  "organisation_id" text NOT NULL,
  "id" bigserial NOT NULL,
  "booking_id" text NOT NULL,
  "from_status" text,
  "to_status" text NOT NULL,
  "actor" text NOT NULL,
  "reason" text,
  "at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "booking_transitions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "idempotency_keys" (
  "person_id" text NOT NULL,
  "key" text NOT NULL,
  "organisation_id" text NOT NULL,
  "body_hash" text NOT NULL,
  "booking_id" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("person_id", "key")
);

CREATE TABLE "outbox" (
  "id" bigserial NOT NULL,
  "organisation_id" text NOT NULL,
  "topic" text NOT NULL,
  "payload" jsonb NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "delivered_at" timestamptz(3),
  CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit_entries" (
  "id" bigserial NOT NULL,
  "organisation_id" text NOT NULL,
  "actor" text NOT NULL,
  "action" text NOT NULL,
  "subject_kind" text NOT NULL,
  "subject_id" text NOT NULL,
  "detail" jsonb NOT NULL DEFAULT '{}',
  "request_id" text NOT NULL,
  "at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "local_events" (
  "organisation_id" text NOT NULL,
  "id" text NOT NULL,
  "connection_id" text NOT NULL,
  "uid" text NOT NULL,
  "title" text NOT NULL,
  "description" text,
  "visibility" text NOT NULL,
  "kind" text NOT NULL DEFAULT 'busy',
  "organizer" jsonb NOT NULL,
  "attendees" jsonb NOT NULL DEFAULT '[]',
  "time_zone" text NOT NULL,
  "starts_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  "rrule" text,
  "version" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "local_events_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "local_occurrences" (
  "organisation_id" text NOT NULL,
  "event_id" text NOT NULL,
  "room_id" text NOT NULL,
  "recurrence_id" timestamptz(3) NOT NULL,
  "connection_id" text NOT NULL,
  "starts_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  "kind" text NOT NULL DEFAULT 'busy',
  "answer" text NOT NULL DEFAULT 'accepted',
  CONSTRAINT "local_occurrences_pkey" PRIMARY KEY ("event_id", "room_id", "recurrence_id")
);

CREATE TABLE "local_changes" (
  "organisation_id" text NOT NULL,
  "id" bigserial NOT NULL,
  "connection_id" text NOT NULL,
  "room_id" text NOT NULL,
  "event_id" text NOT NULL,
  "uid" text NOT NULL,
  "removed" boolean NOT NULL,
  "transaction_id" xid8 NOT NULL DEFAULT pg_current_xact_id(),
  "at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "local_changes_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "people_organisation_id_email_key" ON "people" ("organisation_id", "email");
CREATE UNIQUE INDEX "people_organisation_id_oidc_subject_key" ON "people" ("organisation_id", "oidc_subject");
CREATE UNIQUE INDEX "tokens_hash_key" ON "tokens" ("hash");
CREATE INDEX "tokens_person_id_idx" ON "tokens" ("person_id");
CREATE UNIQUE INDEX "connections_organisation_id_name_key" ON "connections" ("organisation_id", "name");
CREATE UNIQUE INDEX "buildings_organisation_id_name_key" ON "buildings" ("organisation_id", "name");
CREATE UNIQUE INDEX "floors_building_id_name_key" ON "floors" ("building_id", "name");
CREATE UNIQUE INDEX "features_organisation_id_key_key" ON "features" ("organisation_id", "key");
CREATE UNIQUE INDEX "rooms_building_id_name_key" ON "rooms" ("building_id", "name");
CREATE INDEX "rooms_organisation_id_building_id_name_idx" ON "rooms" ("organisation_id", "building_id", "name");
CREATE INDEX "rooms_connection_id_idx" ON "rooms" ("connection_id");
CREATE UNIQUE INDEX "bookings_uid_key" ON "bookings" ("uid");
CREATE INDEX "bookings_organizer_id_starts_at_idx" ON "bookings" ("organizer_id", "starts_at");
CREATE INDEX "bookings_booked_by_id_starts_at_idx" ON "bookings" ("booked_by_id", "starts_at");
CREATE INDEX "bookings_due_at_idx" ON "bookings" ("due_at");
CREATE INDEX "booking_rooms_room_id_idx" ON "booking_rooms" ("room_id");
CREATE INDEX "occurrences_booking_id_idx" ON "occurrences" ("booking_id");
CREATE INDEX "booking_transitions_booking_id_idx" ON "booking_transitions" ("booking_id");
CREATE INDEX "idempotency_keys_booking_id_idx" ON "idempotency_keys" ("booking_id");
CREATE INDEX "audit_entries_organisation_id_at_idx" ON "audit_entries" ("organisation_id", "at");
CREATE UNIQUE INDEX "local_events_connection_id_uid_key" ON "local_events" ("connection_id", "uid");
CREATE INDEX "local_changes_connection_id_room_id_id_idx" ON "local_changes" ("connection_id", "room_id", "id");

ALTER TABLE "people" ADD CONSTRAINT "people_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "connections" ADD CONSTRAINT "connections_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "floors" ADD CONSTRAINT "floors_building_id_fkey" FOREIGN KEY ("building_id") REFERENCES "buildings" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "features" ADD CONSTRAINT "features_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_building_id_fkey" FOREIGN KEY ("building_id") REFERENCES "buildings" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_floor_id_fkey" FOREIGN KEY ("floor_id") REFERENCES "floors" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "room_features" ADD CONSTRAINT "room_features_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "room_features" ADD CONSTRAINT "room_features_feature_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_organizer_id_fkey" FOREIGN KEY ("organizer_id") REFERENCES "people" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_booked_by_id_fkey" FOREIGN KEY ("booked_by_id") REFERENCES "people" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "booking_rooms" ADD CONSTRAINT "booking_rooms_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "booking_rooms" ADD CONSTRAINT "booking_rooms_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "booking_transitions" ADD CONSTRAINT "booking_transitions_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "local_events" ADD CONSTRAINT "local_events_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "local_occurrences" ADD CONSTRAINT "local_occurrences_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "local_events" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Guarantee G1: no two live bookings overlap in a room, whoever writes them, on any replica.
-- Half-open ranges, buffers included. Dates of one booking may overlap each other, so that a move
-- can hold its new slot before it releases the old one.
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_never_overlap"
  EXCLUDE USING gist (
    "room_id" WITH =,
    tstzrange("held_from", "held_until", '[)') WITH &&,
    "booking_id" WITH <>
  )
  WHERE ("status" IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval'));

ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_run_forward"
  CHECK ("starts_at" < "ends_at" AND "held_from" <= "starts_at" AND "ends_at" <= "held_until");

ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_status_known"
  CHECK ("status" IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval', 'declined', 'cancelled', 'failed'));

ALTER TABLE "bookings" ADD CONSTRAINT "bookings_status_known"
  CHECK ("status" IN ('pending', 'confirmed', 'awaiting-room', 'awaiting-approval', 'declined', 'cancelled', 'failed'));

-- The referee of local calendars: what is busy in a room is refused to another event.
ALTER TABLE "local_occurrences" ADD CONSTRAINT "local_occurrences_never_overlap"
  EXCLUDE USING gist (
    "connection_id" WITH =,
    "room_id" WITH =,
    tstzrange("starts_at", "ends_at", '[)') WITH &&,
    "event_id" WITH <>
  )
  WHERE ("kind" <> 'free' AND "answer" <> 'declined');

ALTER TABLE "local_occurrences" ADD CONSTRAINT "local_occurrences_run_forward"
  CHECK ("starts_at" < "ends_at");

CREATE INDEX "outbox_undelivered_idx" ON "outbox" ("id") WHERE ("delivered_at" IS NULL);
