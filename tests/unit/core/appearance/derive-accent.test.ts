import { describe, expect, it } from 'vitest';
import { hexColour } from '@/lib/core/appearance/colour';
import { deriveAccent, leastChroma } from '@/lib/core/appearance/derive-accent';
import type { Light } from '@/lib/core/appearance/grounds';
import { toOklch } from '@/lib/core/appearance/oklch';

function accentOf(colour: string, light: Light): string {
  const derived = deriveAccent(hexColour(colour));
  if (!derived.ok) throw new Error(`${colour} is refused`);
  return derived.shades[light].accent;
}

describe('an organisation’s colour', () => {
  it.each([
    ['#000091', 'light'],
    ['#5b2c83', 'light'],
    ['#ffff00', 'dark'],
    ['#00ff00', 'dark'],
  ] as const)('stays as it is where it is legible: %s on %s pages', (colour, light) => {
    expect(accentOf(colour, light)).toBe(colour);
  });

  it.each([
    ['#ffff00', 'light', '#6e6e00'],
    ['#e1000f', 'light', '#d6000e'],
    ['#000033', 'dark', '#7897d6'],
    ['#000091', 'dark', '#6394ff'],
  ] as const)(
    'else becomes as dark or as light as it must: %s on %s pages',
    (colour, light, used) => {
      expect(accentOf(colour, light)).toBe(used);
    },
  );

  it.each(['#000000', '#ffffff', '#808080', '#6b7280', '#010000', '#fffff0'])(
    'that is a grey is refused with its figure: %s',
    (colour) => {
      const derived = deriveAccent(hexColour(colour));
      if (derived.ok) throw new Error(`${colour} is taken`);
      expect(derived.chroma).toBeCloseTo(toOklch(hexColour(colour)).chroma, 6);
      expect(derived.chroma).toBeLessThan(leastChroma);
    },
  );
});
