import type { Client } from 'pg';

/** What is made: buildings with so many rooms each, and how they are booked. */
export interface Holdings {
  readonly buildings: Readonly<Record<string, number>>;
  /** Rooms on a local calendar, in a building of their own; 0: none. */
  readonly localRooms: number;
  readonly bookingsPerRoom: number;
  readonly days: number;
  /** Days before today with as many bookings a day, which have ended. */
  readonly pastDays: number;
}

/**
 * Rooms of a calendar elsewhere with their mirror, every fourth meeting a booking of ours, and rooms
 * on a local calendar with ours alone. The mirror reaches thirty days beyond the last day that may be
 * booked, as it does. Written past triggers and checks, as the days would have left
 * it. The connection cannot be opened: nobody reads the rooms anew while they are measured.
 */
export async function fill(client: Client, organisationId: string, what: Holdings): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  await client.query('SET LOCAL synchronous_commit = off');
  await addPlaces(client, organisationId, what);
  await addMeetings(client, organisationId, what);
  await client.query(
    `INSERT INTO busy_outlines (room_id, organisation_id)
     SELECT room_id, organisation_id FROM room_mirrors`,
  );
  await client.query('SELECT outline_rooms(ARRAY(SELECT room_id FROM busy_outlines))');
  await client.query(
    `INSERT INTO places_revisions (organisation_id, changed_by) VALUES ($1, pg_current_xact_id())
     ON CONFLICT (organisation_id) DO UPDATE SET changed_by = excluded.changed_by`,
    [organisationId],
  );
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
}

async function addPlaces(client: Client, organisationId: string, what: Holdings): Promise<void> {
  await client.query(
    `INSERT INTO connections (id, organisation_id, name, kind, options)
     VALUES ('elsewhere', $1, 'Elsewhere', 'caldav', '{}'), ('local', $1, 'Local', 'local', '{}')`,
    [organisationId],
  );
  await client.query(
    `INSERT INTO people (id, organisation_id, email, name, role)
     SELECT 'person-' || n, $1, 'person-' || n || '@example.org',
            (ARRAY['Ada', 'Bela', 'Chloé', 'Dai', 'Eero', 'Fatou', 'Gwen', 'Hugo'])[1 + n % 8] ||
            ' ' || (ARRAY['Martin', 'Okafor', 'Silva', 'Nguyen', 'Kowalski'])[1 + n % 5], 'employee'
       FROM generate_series(1, 200) AS n`,
    [organisationId],
  );
  await client.query(
    `INSERT INTO features (id, organisation_id, key, name)
     SELECT key, $1, key, key FROM unnest(ARRAY['screen', 'phone', 'whiteboard', 'video']) AS key`,
    [organisationId],
  );
  const buildings = {
    ...what.buildings,
    ...(what.localRooms > 0 ? { local: what.localRooms } : {}),
  };
  for (const [id, rooms] of Object.entries(buildings)) {
    await addBuilding(client, organisationId, id, rooms);
  }
  await client.query(
    `INSERT INTO room_mirrors (room_id, organisation_id, connection_id, as_of, covers_from,
         covers_until, whole_at, due_at)
     SELECT id, organisation_id, connection_id, now(), now() - interval '7 days',
            now() + interval '400 days', now(), now() + interval '1 day'
       FROM rooms WHERE connection_id = 'elsewhere'`,
  );
}

async function addBuilding(
  client: Client,
  organisationId: string,
  id: string,
  rooms: number,
): Promise<void> {
  await client.query(
    `INSERT INTO buildings (id, organisation_id, name, time_zone) VALUES ($1, $2, $1, 'UTC')`,
    [id, organisationId],
  );
  await client.query(
    `INSERT INTO floors (id, organisation_id, building_id, name, level)
     SELECT $1 || '-' || n, $2, $1, n::text, n FROM generate_series(0, 9) AS n`,
    [id, organisationId],
  );
  await client.query(
    `INSERT INTO rooms (id, organisation_id, building_id, floor_id, connection_id, name, capacity,
         accessible, time_zone, policy)
     SELECT gen_random_uuid()::text, $2, $1, $1 || '-' || n % 10, $4, 'Room ' || n,
            (ARRAY[2, 4, 6, 8, 10, 12, 20, 40])[1 + n % 8], n % 3 > 0, 'UTC',
            '{"bookingWindowDays": 370, "maxDurationMinutes": 10080}'
       FROM generate_series(1, $3::integer) AS n`,
    [id, organisationId, rooms, id === 'local' ? 'local' : 'elsewhere'],
  );
  await client.query(
    `INSERT INTO room_features (organisation_id, room_id, feature_id)
     SELECT $2, r.id, f.id FROM rooms r, features f
      WHERE r.building_id = $1 AND hashtext(r.id || f.id) % 2 = 0`,
    [id, organisationId],
  );
}

/**
 * Two or three meetings a day, from 8:00 on, each in its own three hours. Each throws its own dice:
 * times that all rooms share would be compressed away.
 */
const meetings = `
  SELECT r.id AS room_id, r.organisation_id, r.connection_id, gen_random_uuid()::text AS id,
         at AS starts_at, at + interval '15 minutes' * (2 + dice / 6 % 5) AS ends_at,
         'person-' || 1 + dice / 30 % 200 AS person_id,
         (ARRAY['Planning', 'Review', 'Interview', 'Steering', 'Design', 'Budget', 'Weekly'])[
           1 + dice / 6000 % 7] || ' ' ||
         (ARRAY['group', 'Q1', 'team', 'board', 'client', 'platform'])[1 + dice / 42000 % 6] AS title,
         dice / 252000 % 4 = 0 OR r.connection_id = 'local' AS is_ours
    FROM rooms r
   CROSS JOIN generate_series(0, $2::integer - 1) AS n
   CROSS JOIN LATERAL (SELECT floor(n * $3::float8 / $2)::integer AS day,
                              hashtext(r.id || n) & 2147483647 AS dice) AS on_day
   CROSS JOIN LATERAL (
     SELECT date_trunc('day', now(), 'UTC') + interval '1 day' * (day + $4::integer)
            + interval '8 hours'
            + interval '3 hours' * (n - ceil(day * $2::float8 / $3)::integer)
            + interval '15 minutes' * (dice % 6) AS at) AS moment
   WHERE r.organisation_id = $1`;

async function addMeetings(client: Client, organisationId: string, what: Holdings): Promise<void> {
  const { bookingsPerRoom: most, days, pastDays } = what;
  await addSpan(client, [organisationId, most, days, 0], true);
  if (pastDays === 0) return;
  const past = Math.round((most * pastDays) / days);
  // Of the past a mirror keeps nothing; bookings stay.
  await addSpan(client, [organisationId, past, pastDays, -pastDays], false);
}

async function addSpan(client: Client, values: unknown[], isMirrored: boolean): Promise<void> {
  await client.query(`CREATE TEMP TABLE meetings ON COMMIT DROP AS ${meetings}`, values);
  if (isMirrored) {
    await client.query(
      `INSERT INTO busy_intervals
       SELECT organisation_id, room_id, starts_at, ends_at,
              CASE WHEN is_ours THEN 'foyer-' || id ELSE id END, 'busy',
              CASE WHEN is_ours THEN id END
         FROM meetings WHERE connection_id = 'elsewhere'`,
    );
  }
  await client.query(
    `INSERT INTO bookings (id, organisation_id, uid, status, title, visibility, organizer_id,
         booked_by_id, time_zone, starts_at, ends_at, last_ends_at)
     SELECT id, organisation_id, 'foyer-' || id, 'confirmed', title, 'default', person_id, person_id,
            'UTC', starts_at, ends_at, ends_at FROM meetings WHERE is_ours`,
  );
  await client.query(
    `INSERT INTO booking_events (id, organisation_id, booking_id, uid, room_ids, starts_at, ends_at)
     SELECT id, organisation_id, id, 'foyer-' || id, ARRAY[room_id], starts_at, ends_at
       FROM meetings WHERE is_ours`,
  );
  await client.query(
    `INSERT INTO occurrences (id, organisation_id, booking_id, event_id, room_id, status,
         recurrence_id, starts_at, ends_at, held_from, held_until)
     SELECT id || '.' || room_id, organisation_id, id, id, room_id, 'confirmed', starts_at, starts_at,
            ends_at, starts_at, ends_at FROM meetings WHERE is_ours`,
  );
  await client.query(
    `INSERT INTO local_events (organisation_id, id, connection_id, uid, title, visibility, organizer,
         time_zone, starts_at, ends_at)
     SELECT organisation_id, 'event-' || id, connection_id, 'foyer-' || id, title, 'default', '{}',
            'UTC', starts_at, ends_at FROM meetings WHERE connection_id = 'local'`,
  );
  await client.query(
    `INSERT INTO local_occurrences (organisation_id, event_id, room_id, recurrence_id, connection_id,
         starts_at, ends_at)
     SELECT organisation_id, 'event-' || id, room_id, starts_at, connection_id, starts_at, ends_at
       FROM meetings WHERE connection_id = 'local'`,
  );
  await client.query('DROP TABLE meetings');
}
