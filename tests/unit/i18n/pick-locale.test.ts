import { describe, expect, test } from 'vitest';
import { pickLocale } from '@/lib/i18n/pick-locale';

describe('the language', () => {
  test.each([
    ['fr', 'fr'],
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
    ['es, en;q=0.5, fr;q=0.7', 'fr'],
    ['de-AT, de;q=0.9, en;q=0.8', 'de'],
    ['en;q=0.2, FR;q=0.9', 'fr'],
    ['fr;q=0, en;q=0.1', 'en'],
    ['de-CH', 'de'],
    ['es-ES', 'en'],
    ['*', 'en'],
    [';;q=,,', 'en'],
    ['', 'en'],
  ])('for a browser that asks for %j is %s', (acceptLanguage, expected) => {
    expect(pickLocale({ acceptLanguage })).toBe(expected);
  });

  test('that the person has set wins over the browser’s', () => {
    expect(pickLocale({ setting: 'fr-FR', acceptLanguage: 'en' })).toBe('fr');
  });

  test('last used on this device wins over the browser’s, and gives way to what the person has set', () => {
    expect(pickLocale({ cookie: 'en', acceptLanguage: 'fr' })).toBe('en');
    expect(pickLocale({ cookie: 'en', setting: 'fr', acceptLanguage: 'en' })).toBe('fr');
  });

  test('that Foyer does not speak is passed over', () => {
    expect(pickLocale({ cookie: 'xx', setting: 'es', acceptLanguage: 'fr' })).toBe('fr');
  });
});
