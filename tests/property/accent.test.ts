import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HexColour, hexColour } from '@/lib/core/appearance/colour';
import { deriveAccent, type Shades } from '@/lib/core/appearance/derive-accent';
import { grounds, lights } from '@/lib/core/appearance/grounds';
import { toOklch } from '@/lib/core/appearance/oklch';

/** Every colour that there is; those at the edges of each channel more often. */
const channel = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 10, 11, 127, 128, 253, 254, 255));
const colours = fc
  .tuple(channel, channel, channel)
  .map((channels) =>
    hexColour(channels.map((value) => value.toString(16).padStart(2, '0')).join('')),
  );
const runs = { numRuns: 1_000 };

/** The oracle: relative luminance and contrast word for word as WCAG 2.2 has them. */
function measuredContrast(one: HexColour, other: HexColour): number {
  const [L2 = 0, L1 = 0] = [one, other]
    .map((colour) => {
      const [R = 0, G = 0, B = 0] = [...Buffer.from(colour.slice(1), 'hex')].map((eightBit) => {
        const sRGB = eightBit / 255;
        return sRGB <= 0.04045 ? sRGB / 12.92 : ((sRGB + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * R + 0.7152 * G + 0.0722 * B;
    })
    .sort((a, b) => a - b);
  return (L1 + 0.05) / (L2 + 0.05);
}

function shadesOf(colour: HexColour, light: (typeof lights)[number]): Shades | null {
  const derived = deriveAccent(colour);
  return derived.ok ? derived.shades[light] : null;
}

describe.each(lights)('of any colour, on %s pages', (light) => {
  const { behindText, beside, texts } = grounds[light];

  test('each shade can be read wherever it stands, or the colour is refused', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const shades = shadesOf(colour, light);
        fc.pre(shades !== null);
        const { accent, strong, soft, onAccent, textContrast } = shades;
        const ratios = [...Object.values(behindText), soft].map((ground) =>
          measuredContrast(accent, ground),
        );
        expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
        expect(textContrast).toBeCloseTo(Math.min(...ratios), 6);
        for (const ground of [...Object.values(behindText), soft]) {
          expect(measuredContrast(strong, ground)).toBeGreaterThanOrEqual(4.5);
        }
        for (const text of Object.values(texts)) {
          expect(measuredContrast(text, soft)).toBeGreaterThanOrEqual(4.5);
        }
        expect(measuredContrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
        expect(measuredContrast(onAccent, strong)).toBeGreaterThanOrEqual(4.5);
        for (const neighbour of Object.values(beside)) {
          expect(measuredContrast(accent, neighbour)).toBeGreaterThanOrEqual(3);
        }
      }),
      runs,
    );
  });

  test('a shade is the colour itself, or just beyond what could not be read', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const shades = shadesOf(colour, light);
        fc.pre(shades !== null && shades.accent !== colour);
        const isJustEnough =
          shades?.textContrast !== undefined &&
          (shades.textContrast < 4.7 || measuredContrast(shades.accent, beside.busy) < 3.2);
        expect(isJustEnough).toBe(true);
      }),
      runs,
    );
  });

  test('the pointer over a button shows', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const shades = shadesOf(colour, light);
        fc.pre(shades !== null);
        const moved = toOklch(shades.strong).lightness - toOklch(shades.accent).lightness;
        expect(Math.abs(moved)).toBeGreaterThan(0.06);
      }),
      runs,
    );
  });
});

test('what is refused is grey, and no colour with a hue of its own is', () => {
  fc.assert(
    fc.property(colours, (colour) => {
      const { chroma } = toOklch(colour);
      expect(deriveAccent(colour).ok).toBe(chroma >= 0.04);
      const channels = [...Buffer.from(colour.slice(1), 'hex')];
      const isFarFromGrey = Math.max(...channels) - Math.min(...channels) > 60;
      if (isFarFromGrey) expect(deriveAccent(colour).ok).toBe(true);
    }),
    runs,
  );
});
