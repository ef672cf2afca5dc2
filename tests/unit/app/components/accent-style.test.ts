import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { accentStyle } from '@/app/_components/accent-style';
import { hexColour } from '@/lib/core/appearance/colour';
import { deriveAccent } from '@/lib/core/appearance/derive-accent';

const styles = readFileSync(
  path.resolve(import.meta.dirname, '../../../../app/globals.css'),
  'utf8',
);

it('an accent comes under the names that the style sheet looks for, each of them', () => {
  const looked = [...styles.matchAll(/var\((--(?:light|dark)-[a-z-]+),/g)].map(([, name]) => name);
  expect(looked).toHaveLength(8);
  expect(Object.keys(accentStyle(null)).sort()).toEqual(looked.sort());
});

it('an accent is its shades', () => {
  expect(accentStyle(deriveAccent(hexColour('#ffff00')))).toMatchObject({
    '--light-accent': '#6e6e00',
    '--dark-accent': '#ffff00',
    '--light-on-accent': '#ffffff',
    '--dark-on-accent': '#0e1011',
  });
});

it('without one, and for one that is refused, Foyer’s own is used within a page that has another', () => {
  for (const derived of [null, deriveAccent(hexColour('#808080'))]) {
    expect(new Set(Object.values(accentStyle(derived)))).toEqual(new Set(['initial']));
  }
});
