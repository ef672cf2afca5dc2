import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast, hexColour } from '@/lib/core/appearance/colour';
import { grounds, lights } from '@/lib/core/appearance/grounds';

const styles = readFileSync(
  path.resolve(import.meta.dirname, '../../../../app/globals.css'),
  'utf8',
);

/** What the style sheet has for a token: the colours that stand in it, by light. */
function tokenOf(name: string) {
  const [, value = ''] = new RegExp(`--${name}: light-dark\\(([^;]*)\\);`).exec(styles) ?? [];
  const [light = '', dark = ''] = value.match(/#[0-9a-f]{6}/g) ?? [];
  return { light, dark };
}

describe.each(lights)('on %s pages', (light) => {
  const { behindText, beside, texts } = grounds[light];

  it('an accent is held to the tokens of the style sheet', () => {
    const known = { ...behindText, ...beside, ...texts };
    const tokens = Object.keys(known).map((name) => [name, tokenOf(name)[light]]);
    expect(Object.fromEntries(tokens)).toEqual(known);
  });

  it('Foyer’s own accent would pass', () => {
    const [accent, strong, soft, onAccent] = [
      'accent',
      'accent-strong',
      'accent-soft',
      'on-accent',
    ].map((name) => hexColour(tokenOf(name)[light]));
    if (!accent || !strong || !soft || !onAccent) throw new Error('the style sheet has no accent');
    for (const ground of [...Object.values(behindText), soft]) {
      expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(strong, ground)).toBeGreaterThanOrEqual(4.5);
    }
    for (const text of Object.values(texts))
      expect(contrast(text, soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(onAccent, strong)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(accent, beside.busy)).toBeGreaterThanOrEqual(3);
  });
});
