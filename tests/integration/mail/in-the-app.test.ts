import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { bookingBody } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { type MailServer, startMailServer } from '@/tests/support/mail-server';
import { makePlace } from '@/tests/support/make-place';

let server: MailServer;
let app: App;
beforeAll(async () => {
  server = await startMailServer();
  app = await startApp({ env: server.env });
}, appStartTimeoutMs);
afterAll(async () => {
  await app?.stop();
  await server?.stop();
});

it('a booking leads to a mail, and the room says that it does', async () => {
  const token = await app.token('alice@example.org', 'admin');
  const place = await makePlace(app, token, { name: 'House', kind: 'local', addresses: [{}] });
  const [roomId = ''] = place.roomIds;
  const room = await app.api(`/api/v1/rooms/${roomId}`, { token });
  expect(await room.json()).toMatchObject({ invitations: 'mail' });
  const coming = server.next();
  const attendees = [{ email: 'bob@example.org' }];
  const json = bookingBody(roomId, 0, { attendees, title: 'Nobody else reads this' });
  const made = await app.api('/api/v1/bookings', { token, json });
  const { id } = z.object({ id: z.string() }).parse(await made.json());
  const { to, mail, calendar } = await coming;
  expect(to).toBe('bob@example.org');
  expect(mail.subject).toMatch(/^Invitation: Nobody else reads this, /);
  const [event] = calendar.getAllSubcomponents('vevent');
  expect(event?.getFirstPropertyValue('uid')).toBe(`foyer-${id}`);
  expect(app.log()).not.toMatch(/Nobody else|bob@example/);
});
