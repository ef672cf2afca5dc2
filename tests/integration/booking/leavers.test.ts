import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MockOptions } from '@/lib/calendar/backends/mock/options';
import { instant } from '@/lib/core/time/instant';
import { createExclusiveWork } from '@/lib/db/repositories/exclusive-work';
import { createLeaverStore } from '@/lib/db/repositories/leaver-store';
import { sweepLeavers } from '@/lib/services/leavers/sweep-leavers';
import { findFaults, foyerEvents } from '@/tests/integration/booking/support/check-books';
import { book, type Installation, recover } from '@/tests/integration/booking/support/installation';
import { week, weekly } from '@/tests/integration/booking/support/weeks';
import { withInstallation } from '@/tests/integration/booking/support/with-installation';

const secretWords = 'Dismissal of Mr Smith';
const secret = { title: secretWords, description: `${secretWords}, in detail` };

function office({ deps, pool, people }: Installation) {
  const leavers = createLeaverStore(pool);
  const { organisationId } = people.alice;
  const alone = createExclusiveWork(pool);
  return {
    leavers,
    begin: (personId: string) => leavers.begin(organisationId, personId, deps.clock.now()),
    sweep: () => sweepLeavers({ ...deps, leavers, alone, organisationId, newId: randomUUID }),
  };
}

/** Every place of the database where that text stands. */
async function placesOf({ pool }: Installation, text: string): Promise<readonly string[]> {
  const tables = await pool.query<{ name: string }>(
    `SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const hits = await pool.query(`SELECT 1 FROM ${name} AS t WHERE t::text ILIKE $1 LIMIT 1`, [
      `%${text}%`,
    ]);
    if (hits.rowCount !== 0) found.push(name);
  }
  return found;
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
        await book(foyer, { ...weekly, ...secret });
        await book(foyer, { ...week(0, 15), ...secret, visibility: 'private' });
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
        expect(await placesOf(foyer, secretWords)).toEqual([]);
        expect(await placesOf(foyer, alice.email)).toEqual([]);
        expect(await placesOf(foyer, bob.email)).not.toEqual([]);
        expect(await findFaults([foyer], calendar.controls)).toEqual([]);
        expect(await sweep()).toBe(0);
      },
      { mock },
    ));

  it('keeps the dates of a series that have been, without their words', () =>
    withInstallation(
      async ({ foyer, mock: calendar }) => {
        const { alice } = foyer.people;
        const booking = await book(foyer, { ...weekly, ...secret });
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
        expect(await placesOf(foyer, secretWords)).toEqual([]);
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
    expect(await placesOf(foyer, secretWords)).toEqual([]);
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
    await sweep();
    expect(foyer.warnings.join()).not.toContain(secretWords);
    expect(foyer.warnings).not.toEqual([]);
    expect(await begin('nobody')).toBe(false);
  }));
