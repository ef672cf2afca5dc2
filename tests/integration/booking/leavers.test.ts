import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { MockOptions } from '@/lib/calendar/backends/mock/options';
import { formatDateId } from '@/lib/core/bookings/date-id';
import { instant } from '@/lib/core/time/instant';
import { createExclusiveWork } from '@/lib/db/repositories/exclusive-work';
import { createFavouriteStore } from '@/lib/db/repositories/favourite-store';
import { createLeaverStore } from '@/lib/db/repositories/leaver-store';
import { changeBooking } from '@/lib/services/change-booking';
import { sweepLeavers } from '@/lib/services/leavers/sweep-leavers';
import { findFaults, foyerEvents } from '@/tests/integration/booking/support/check-books';
import { book, type Installation, recover } from '@/tests/integration/booking/support/installation';
import { week, weekly } from '@/tests/integration/booking/support/weeks';
import { withInstallation } from '@/tests/integration/booking/support/with-installation';
import { placesOfText } from '@/tests/support/places-of-text';

const secretWords = 'Dismissal of Mr Smith';
const secret = { title: secretWords, description: `${secretWords}, in detail` };

function office({ deps, pool, people }: Installation) {
  const leavers = createLeaverStore(pool);
  const { organisationId } = people.alice;
  const alone = createExclusiveWork(pool);
  return {
    leavers,
    begin: (personId: string) => leavers.begin(organisationId, personId, deps.clock.now()),
    sweep: (log = deps.log) =>
      sweepLeavers({ ...deps, log, leavers, alone, organisationId, newId: randomUUID }),
  };
}

/** What else Foyer keeps of somebody, beside bookings. */
async function leaveTraces({ pool, people, rooms }: Installation, bookingId: string) {
  const { alice } = people;
  const [room] = rooms;
  const { organisationId, id: personId } = alice;
  await createFavouriteStore(pool).add({ organisationId, personId }, room?.id ?? '');
  await pool.query(
    `INSERT INTO invitations (booking_id, email, uid, organisation_id, sequence, told, message_id,
            message, says, worthless_at, due_at)
     VALUES ($1, 'guest@example.org', 'uid', $2, 0, $3, 'mail', $4, $3, now(), now())`,
    [bookingId, organisationId, JSON.stringify({ title: secretWords }), Buffer.from(secretWords)],
  );
  await pool.query(
    `INSERT INTO connection_trials (connection_id, organisation_id, room_id, uid, organizer_email,
            is_open, begun_at)
     VALUES ($1, $2, $3, 'trial', $4, false, now())`,
    [room?.connection.id, organisationId, room?.id, alice.email],
  );
}

const calendars: readonly (readonly [string, MockOptions])[] = [
  ['keeps series', {}],
  ['keeps none', { recurringWrites: false }],
];

describe.each(calendars)('somebody who leaves, on a calendar that %s', (_name, mock) => {
  it('holds nothing to come, and is named nowhere, while what others hold stays', () =>
    withInstallation(
      async ({ foyer, mock: calendar }) => {
        const { alice, bob } = foyer.people;
        const attendees = [{ email: 'guest@example.org', name: secretWords }];
        const own = await book(foyer, { ...weekly, ...secret, attendees, idempotencyKey: 'key' });
        await book(foyer, { ...week(0, 15), ...secret, visibility: 'private' });
        await leaveTraces(foyer, own.id);
        expect(await placesOfText(foyer.pool, secretWords)).toEqual(['bookings', 'invitations']);
        expect(await placesOfText(foyer.pool, alice.email)).toEqual([
          'connection_trials',
          'people',
        ]);
        const kept = await book(foyer, { ...week(0, 17), person: bob, title: 'Stays' });
        const { begin, sweep, leavers } = office(foyer);
        expect(await begin(alice.id)).toBe(true);
        expect(await foyer.deps.people.findByEmail(alice.email)).toBeNull();
        expect(await sweep()).toBe(2);
        expect(foyerEvents(calendar.controls)).toEqual([kept.uid]);
        expect(await sweep()).toBe(1);
        expect(await leavers.list(alice.organisationId)).not.toContainEqual(
          expect.objectContaining({ id: alice.id }),
        );
        expect(await placesOfText(foyer.pool, secretWords)).toEqual([]);
        expect(await placesOfText(foyer.pool, alice.email)).toEqual([]);
        expect(await placesOfText(foyer.pool, 'guest@example.org')).toEqual([]);
        expect(await placesOfText(foyer.pool, bob.email)).toEqual(['people']);
        const named = await placesOfText(foyer.pool, alice.id);
        expect(named).toContain('bookings');
        expect(named).not.toContain('favourite_rooms');
        expect(named).not.toContain('idempotency_keys');
        expect(await findFaults([foyer], calendar.controls)).toEqual([]);
        expect(await sweep()).toBe(0);
      },
      { mock },
    ));

  it('keeps the dates of a series that have been, without their words', () =>
    withInstallation(
      async ({ foyer, mock: calendar }) => {
        const { alice } = foyer.people;
        const booking = await book(foyer, { ...weekly, title: 'Planning' });
        const call = { person: alice, signal: new AbortController().signal, requestId: 'r' };
        const bookingId = formatDateId(booking.id, week(0).start);
        const content = { title: secretWords };
        await changeBooking(foyer.deps, { revision: null, bookingId, content }, call);
        expect(await placesOfText(foyer.pool, secretWords)).toEqual(['occurrences']);
        const { begin, sweep } = office(foyer);
        foyer.pass(week(2).end - Date.now());
        await begin(alice.id);
        expect(await sweep()).toBe(1);
        await recover(foyer);
        expect(await sweep()).toBe(1);
        const dates = await foyer.pool.query<{ starts_at: Date }>(
          `SELECT starts_at FROM occurrences WHERE booking_id = $1 AND status = 'confirmed'
            ORDER BY starts_at`,
          [booking.id],
        );
        expect(dates.rows.map(({ starts_at }) => instant(starts_at.getTime()))).toEqual(
          [0, 1, 2].map((index) => week(index).start),
        );
        const standing = calendar.controls.peek().flatMap((event) => event.dates);
        expect(standing.map(({ start }) => start).sort()).toEqual(
          [0, 1, 2].map((index) => week(index).start),
        );
        expect(await placesOfText(foyer.pool, secretWords)).toEqual([]);
      },
      { mock },
    ));
});

it('is not called removed while the calendar does not answer, and is once it does', () =>
  withInstallation(async ({ foyer, mock }) => {
    const { alice } = foyer.people;
    await book(foyer, { ...week(0), ...secret });
    const { begin, sweep, leavers } = office(foyer);
    await begin(alice.id);
    const lift = mock.controls.fault({ method: 'doCancel', error: 'unavailable' });
    await sweep();
    await sweep();
    const [leaver] = await leavers.leaving(alice.organisationId);
    expect(leaver?.email).toBe(alice.email);
    expect(foyerEvents(mock.controls)).toHaveLength(1);
    foyer.pass(week(1).start - Date.now());
    await sweep();
    expect(await leavers.leaving(alice.organisationId)).toHaveLength(1);
    lift();
    await recover(foyer);
    await sweep();
    expect(await leavers.leaving(alice.organisationId)).toEqual([]);
    expect(foyerEvents(mock.controls)).toEqual([]);
    expect(await placesOfText(foyer.pool, secretWords)).toEqual([]);
  }));

it('takes nothing from anybody of another organisation', () =>
  withInstallation(async ({ foyer }) => {
    const { alice } = foyer.people;
    const now = foyer.deps.clock.now();
    const token = { personId: alice.id, hash: 'a'.repeat(64), label: 'Door', expiresAt: null };
    await foyer.deps.people.addToken(token);
    expect(await office(foyer).leavers.begin('elsewhere', alice.id, now)).toBe(false);
    expect(await foyer.deps.people.findByTokenHash(token.hash, now)).toMatchObject({
      id: alice.id,
    });
  }));

it('does not name in a log what was cancelled', () =>
  withInstallation(async ({ foyer, mock }) => {
    await book(foyer, { ...week(0), ...secret });
    const { begin, sweep } = office(foyer);
    await begin(foyer.people.alice.id);
    mock.controls.fault({ method: 'all', error: 'forbidden' });
    const logged: unknown[] = [];
    const warn = (...line: readonly unknown[]) => void logged.push(line);
    await sweep({ ...foyer.deps.log, warn });
    expect(logged).not.toEqual([]);
    expect(inspect(logged, { depth: null })).not.toContain(secretWords);
  }));
