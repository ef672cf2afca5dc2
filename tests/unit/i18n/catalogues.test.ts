import compile from 'icu-minify/compile';
import { expect, test } from 'vitest';
import { catalogues } from '@/lib/i18n/catalogues';
import { defaultLocale, locales } from '@/lib/i18n/locales';
import { textsOf } from '@/tests/support/texts-of';

/** The names in the parts of a compiled text, where an argument is `[name]` or `[name, kind, forms]`. */
function argumentsOf(parts: unknown): readonly string[] {
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown) => {
    if (!Array.isArray(part)) return [];
    const [name, , forms] = part;
    return [String(name), ...Object.values(forms ?? {}).flatMap(argumentsOf)];
  });
}

/** One line for each text: its path, and what it says of what it is given. */
function argumentsIn(catalogue: unknown): readonly string[] {
  return textsOf(catalogue)
    .map(([path, text]) => `${path}: ${[...new Set(argumentsOf(compile(text)))].sort()}`)
    .sort();
}

const english = argumentsIn(catalogues[defaultLocale]);

test('what texts are given is seen in plurals too', () => {
  expect(english).toContain('.search.partial: building,count,reason');
  expect(english).toContain('.search.title: ');
});

test.each(locales)('each text of %s says all that it is given, and asks for no more', (locale) => {
  expect(argumentsIn(catalogues[locale])).toEqual(english);
});
