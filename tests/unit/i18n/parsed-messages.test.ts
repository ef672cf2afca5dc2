import compile from 'icu-minify/compile';
import type { FormatOptions } from 'icu-minify/format';
import format from 'icu-minify/format';
import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { catalogues } from '@/lib/i18n/catalogues';
import { locales } from '@/lib/i18n/locales';

/** What the build makes of a message is read by these; tests and scripts read the text itself. */
const formatters: FormatOptions['formatters'] = {
  getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args) => new Intl.NumberFormat(...args),
  getPluralRules: (...args) => new Intl.PluralRules(...args),
};

/** Enough for every branch that a plural of our languages has. */
const counts = [0, 1, 2, 7, 1_000_000];
const mostBranches = 8;

type Value = string | number;

const countOf = (round: number): number => counts[round % counts.length] ?? 0;

function textsOf(part: object, above = ''): readonly (readonly [string, string])[] {
  return Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' ? [[above + name, value]] : textsOf(value, `${above}${name}.`),
  );
}

/** A value for each argument of a parsed message, another one in each round. */
function valuesOf(parsed: unknown, round: number): Record<string, Value> {
  if (!Array.isArray(parsed)) return {};
  return Object.assign({}, ...parsed.map((node: unknown) => valuesOfNode(node, round)));
}

function valuesOfNode(node: unknown, round: number): Record<string, Value> {
  if (!Array.isArray(node)) return {};
  const [name, kind, branches] = node as [string, number?, Record<string, unknown>?];
  if (!branches) return { [name]: kind === undefined ? `<${name}>` : countOf(round) };
  const keys = Object.keys(branches);
  const isPlural = keys.every((key) => /^(=\d+|zero|one|two|few|many|other)$/.test(key));
  const value = isPlural ? countOf(round) : keys[round % keys.length];
  const inner = Object.values(branches).map((branch) => valuesOf(branch, round));
  return Object.assign({}, ...inner, { [name]: value });
}

describe.each(locales)('messages parsed when Foyer is built, in %s', (locale) => {
  const messages = catalogues[locale];
  const onError = (error: Error) => {
    throw error;
  };
  const translate = createTranslator({ locale, messages, onError }) as unknown as (
    key: string,
    values: Record<string, Value>,
  ) => string;

  test('say what their texts say, and never nothing', () => {
    const texts = textsOf(messages);
    expect(texts.length).toBeGreaterThan(500);
    for (const [key, text] of texts) {
      const parsed = compile(text);
      for (let round = 0; round < mostBranches; round += 1) {
        const values = valuesOf(parsed, round);
        const said = format(parsed, locale, values, { formatters });
        expect(said, key).toBe(translate(key, values));
        expect(said, key).not.toBe('');
      }
    }
  });
});
