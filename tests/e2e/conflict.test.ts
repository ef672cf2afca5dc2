import { afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { bookingForm, sendForm } from '@/tests/e2e/pages';
import {
  bookingBody,
  bookingsAddress,
  formAddress,
  type Slot,
  searchAddress,
  slotAt,
} from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

const bookingList = z.object({
  items: z.array(
    z.object({
      title: z.string(),
      status: z.string(),
      rooms: z.array(z.object({ name: z.string() })),
    }),
  ),
});

describeInChromium('a room that cannot be had', () => {
  let stage: Stage;
  let lumiere: Place;
  let strict: Place;
  let alice: Visitor;
  let marc: Visitor;

  beforeAll(async () => {
    stage = await openStage();
    lumiere = await stage.place({ name: 'Lumière', kind: 'local', addresses: [{}, {}] });
    const policy = { maxActivePerPerson: 1, maxDurationMinutes: 60 };
    strict = await stage.place({ name: 'Strict', kind: 'local', addresses: [{}], policy });
    alice = await stage.enter('alice', { role: 'employee' });
    marc = await stage.enter('marc', { role: 'employee' });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(() => expect([...alice.troubles, ...marc.troubles]).toEqual([]));

  const bookingsOf = async (name: string, slot: Slot) => {
    const { content } = await stage.api(name, bookingsAddress(slot));
    return bookingList.parse(content).items.map(({ title, rooms, status }) => ({
      title,
      status,
      room: rooms[0]?.name,
    }));
  };

  it('is said in words to whoever came second, with another room one press away', async () => {
    const slot = slotAt('14:00', 30);
    const book = `Book Lumière 1, ${slot.range}`;
    for (const { page } of [alice, marc]) {
      await page.goto(searchAddress(slot, lumiere.buildingId));
      await page.getByRole('button', { name: book }).first().click();
      await bookingForm(page).waitFor();
    }
    await sendForm(alice.page, 'Lumière 1', slot, 'First');
    await alice.page.getByRole('heading', { name: 'Confirmed' }).waitFor();
    await sendForm(marc.page, 'Lumière 1', slot, 'Second');
    const alert = marc.page.getByRole('alert');
    await alert.getByText('Lumière 1 has just been taken').waitFor();
    await alert.getByText('Nothing was booked.').waitFor();
    expect(await bookingsOf('marc', slot)).toEqual([]);
    await alert.getByRole('button', { name: `Book Lumière 2, ${slot.range}` }).click();
    await marc.page.getByRole('heading', { name: 'Confirmed' }).waitFor();
    const of = (title: string, room: string) => [{ title, room, status: 'confirmed' }];
    expect(await bookingsOf('alice', slot)).toEqual(of('First', 'Lumière 1'));
    expect(await bookingsOf('marc', slot)).toEqual(of('Second', 'Lumière 2'));
  });

  it('books once when the button is pressed twice', async () => {
    const slot = slotAt('15:00', 30);
    const { page } = alice;
    await page.goto(formAddress(slot, lumiere.roomIds[0] ?? ''));
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/v1/bookings')) {
        sent.push(request.headers()['idempotency-key'] ?? 'none');
      }
    });
    await bookingForm(page)
      .getByRole('button', { name: /^Book Lumière 1/ })
      .dblclick();
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor();
    expect(new Set(sent).size).toBe(1);
    expect(await bookingsOf('alice', slot)).toHaveLength(1);
  });

  it('says a rule beside its field before anything is sent', async () => {
    const slot = slotAt('10:00', 120);
    const { page } = alice;
    await page.goto(formAddress(slot, strict.roomIds[0] ?? ''));
    await bookingForm(page).getByText('This room is booked for at most 1').waitFor();
    await bookingForm(page)
      .getByRole('button', { name: /^Book Strict 1/ })
      .click();
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-invalid')).toBe('true');
    expect(await bookingsOf('alice', slot)).toEqual([]);
  });

  it('says a rule that only the server can judge', async () => {
    const first = slotAt('10:00', 30);
    const second = slotAt('12:00', 30);
    const roomId = strict.roomIds[0] ?? '';
    const booked = bookingBody(first, roomId, 'The one');
    expect((await stage.api('alice', '/api/v1/bookings', booked)).status).toBe(201);
    const { page } = alice;
    await page.goto(formAddress(second, roomId));
    await sendForm(page, 'Strict 1', second, 'One more');
    const alert = page.getByRole('alert');
    await alert.getByText('This is against the room’s rules').waitFor();
    await alert.getByText('You already hold 1 booking of this room').waitFor();
    expect(await bookingsOf('alice', second)).toEqual([]);
  });
});
