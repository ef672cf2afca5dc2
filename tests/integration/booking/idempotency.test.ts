import { describe, expect, it } from 'vitest';
import { foyerEvents, readBooks } from '@/tests/integration/booking/support/check-books';
import { book, tomorrow } from '@/tests/integration/booking/support/installation';
import { refusalOf, withInstallation } from '@/tests/integration/booking/support/with-installation';

const key = { idempotencyKey: 'key-1' };

describe('the same key and the same body', () => {
  it('again are the same booking', () =>
    withInstallation(async ({ foyer, mock }) => {
      const first = await book(foyer, key);
      expect(await book(foyer, key)).toEqual(first);
      expect(foyerEvents(mock.controls)).toEqual([first.uid]);
    }));

  it('twenty times at once are one booking, and each is told its end', () =>
    withInstallation(async ({ foyer, mock }) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => book(foyer, key)));
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['confirmed']));
      expect(foyerEvents(mock.controls)).toHaveLength(1);
    }));

  it('twenty times at once for a slot that is taken are twenty refusals', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], tomorrow());
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => refusalOf(book(foyer, key))),
      );
      expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['conflict']));
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ bookings: 0, keys: 0 });
    }));

  it('after a refusal are tried anew', () =>
    withInstallation(async ({ foyer, mock }) => {
      const lift = mock.controls.fault({ method: 'doFreeBusy', error: 'forbidden' });
      expect((await refusalOf(book(foyer, key))).code).toBe('availability-unknown');
      lift();
      expect(await book(foyer, key)).toMatchObject({ status: 'confirmed' });
    }));

  it('after a loss to an outsider are the same refusal, not another try', () =>
    withInstallation(async ({ foyer, mock }) => {
      mock.controls.once('doCreate', 'after', () => {
        mock.controls.writeOutside([{ roomId: 'room-1', address: {} }], tomorrow());
      });
      expect((await refusalOf(book(foyer, key))).code).toBe('conflict');
      expect((await refusalOf(book(foyer, key))).code).toBe('conflict');
      expect(mock.controls.calls('doCreate')).toBe(1);
    }));
});

describe('the same key', () => {
  it('with another body is an error and changes nothing', () =>
    withInstallation(async ({ foyer, mock }) => {
      await book(foyer, key);
      const other = await refusalOf(book(foyer, { ...key, ...tomorrow(3) }));
      expect(other.code).toBe('idempotency-mismatch');
      expect(await readBooks(foyer.pool, mock.controls)).toMatchObject({ bookings: 1, keys: 1 });
    }));

  it('of another person is another key', () =>
    withInstallation(async ({ foyer }) => {
      const first = await book(foyer, key);
      const second = await book(foyer, { ...key, ...tomorrow(3), person: foyer.people.bob });
      expect(second.id).not.toBe(first.id);
    }));
});
