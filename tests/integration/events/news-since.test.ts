import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createLocalBackend } from '@/lib/calendar/backends/local';
import { createOutboxStore } from '@/lib/db/repositories/outbox-store';
import { book, tomorrow } from '@/tests/integration/booking/support/installation';
import { withInstallation } from '@/tests/integration/booking/support/with-installation';

const call = { signal: new AbortController().signal, requestId: 'news' };

it('is a booking, a write into a local calendar past Foyer, and what an open transaction adds', async () => {
  await withInstallation(async ({ foyer }) => {
    const { pool, rooms, deps } = foyer;
    const organisationId = rooms[0]?.organisationId ?? '';
    const outbox = createOutboxStore(pool);
    const local = createLocalBackend({
      connectionId: 'connection',
      organisationId,
      pool,
      clock: deps.clock,
      newId: randomUUID,
    });
    await pool.query(`UPDATE connections SET kind = 'local'`);
    const first = await outbox.newsSince(organisationId, null);
    expect(first.isNews).toBe(false);
    const isNews = async (moment: string, of = organisationId) =>
      (await outbox.newsSince(of, moment)).isNews;
    expect(await isNews(first.moment)).toBe(false);

    await book(foyer);
    expect(await isNews(first.moment)).toBe(true);
    expect(await isNews(first.moment, 'another organisation')).toBe(false);
    const second = await outbox.newsSince(organisationId, first.moment);
    expect(await isNews(second.moment)).toBe(false);

    const room = { roomId: rooms[0]?.id ?? '', address: {} };
    const people = { organizer: { email: 'x@example.org' }, attendees: [] };
    const texts = { title: 'Past Foyer', visibility: 'default', ...people } as const;
    const timeZone = rooms[0]?.timeZone;
    if (!timeZone) throw new Error('no room');
    await local.doCreate({ uid: 'past', rooms: [room], timeZone, ...texts, ...tomorrow(5) }, call);
    expect(await isNews(second.moment)).toBe(true);
  });
});

it('is told of a transaction that was open at the moment, once it has committed', async () => {
  await withInstallation(async ({ foyer }) => {
    const { pool, rooms } = foyer;
    const organisationId = rooms[0]?.organisationId ?? '';
    const outbox = createOutboxStore(pool);
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO outbox (organisation_id, topic, payload) VALUES ($1, 'availability', '{}')`,
        [organisationId],
      );
      const { moment } = await outbox.newsSince(organisationId, null);
      expect((await outbox.newsSince(organisationId, moment)).isNews).toBe(false);
      await client.query('COMMIT');
      expect((await outbox.newsSince(organisationId, moment)).isNews).toBe(true);
    } finally {
      client.release();
    }
    await pool.query('DELETE FROM outbox');
  });
});
