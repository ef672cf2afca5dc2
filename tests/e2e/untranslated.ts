import type { Page } from 'playwright';
import { catalogues } from '@/lib/i18n/catalogues';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { defaultLocale, type Locale } from '@/lib/i18n/locales';
import { demoFeatures, demoTitles } from '@/prisma/seed/demo-places';
import { textsOf } from '@/tests/support/texts-of';

/** Names of places on the clock, and what people of the demo and of the tests have typed. */
const names = [
  ...Intl.supportedValuesOf('timeZone').map((zone) => zone.replaceAll('_', ' ')),
  ...demoFeatures.map(([, name]) => name),
  ...demoTitles,
  'Foyer’s own calendar',
  'Annex (out of reach)',
  'Weekly review',
  'a-logo-with-a-long-name-that-somebody-gave-it.svg',
  'nobody',
  'somebody',
];
const anyName = new RegExp(
  `(?<!\\p{L})(?:${names.map((name) => name.replace(/[()+]/g, '\\$&')).join('|')})(?!\\p{L})`,
  'gu',
);
const rawKey = new RegExp(`\\b(?:${Object.keys(catalogues[defaultLocale]).join('|')})\\.[a-z]`);

/**
 * What is still in English on a page of another language, for eyes or for screen readers: texts with
 * words that are Foyer's in English and not in that language, and keys in place of a text.
 */
export async function untranslatedOf(page: Page, locale: Locale): Promise<readonly string[]> {
  const known = new Set(wordsOfLanguage(locale));
  const english = new Set(wordsOfLanguage(defaultLocale).filter((word) => !known.has(word)));
  return (await textsOfPage(page)).filter((text) => {
    const own = text.replace(anyName, '');
    return rawKey.test(own) || wordsOf(own).some((word) => english.has(word));
  });
}

/** Those of the catalogue, of months and of weekdays. */
function wordsOfLanguage(locale: Locale): readonly string[] {
  const days = Array.from({ length: 12 }, (_, index) => ({ year: 2024, month: index + 1, day: 1 }));
  const dates = days.flatMap((day) =>
    (['full', 'short'] as const).map((style) => formatCalendarDate(day, style, locale)),
  );
  return [...textsOf(catalogues[locale]).map(([, text]) => text), ...dates].flatMap(wordsOf);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{M}’']+/gu) ?? [];
}

/** All that the page says in its own language; names of languages are each in theirs. */
function textsOfPage(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { lang } = document.documentElement;
    const attributes = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];
    const said = [...document.querySelectorAll('body, body *')]
      .filter((element) => !element.matches('script, style, noscript'))
      .filter((element) => element.closest('[lang]')?.getAttribute('lang') === lang)
      .flatMap((element) => [
        ...attributes.map((name) => element.getAttribute(name) ?? ''),
        ...[...element.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : '') ?? ''),
      ]);
    return [...new Set([document.title, ...said])].filter((text) => /\S/.test(text));
  });
}
