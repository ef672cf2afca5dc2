import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, hexColour, parseHexColour } from '@/lib/core/appearance/colour';
import { fromOklch, toOklch } from '@/lib/core/appearance/oklch';

describe('a colour', () => {
  it.each([
    ['#00586b', '#00586b'],
    [' 00586B ', '#00586b'],
    ['#FA0', '#ffaa00'],
  ])('is read as people write it: %s', (text, colour) => {
    expect(parseHexColour(text)).toBe(colour);
  });

  it.each(['', '#', '#12345', '#1234567', 'red', '#00586b;', '##00586b', 'rgb(0,0,0)', '#٠٠٠'])(
    'is not %s',
    (text) => {
      expect(parseHexColour(text)).toBeNull();
      expect(() => hexColour(text)).toThrow(RangeError);
    },
  );

  // The first three from the understanding document of 1.4.3, the others from webaim.org.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
    ['#0000ff', '#ffff00', 8],
  ])('has the contrast that others measure: %s on %s', (one, other, ratio) => {
    expect(contrast(hexColour(one), hexColour(other))).toBeCloseTo(ratio, 1);
    expect(contrast(hexColour(other), hexColour(one))).toBeCloseTo(ratio, 1);
  });
});

describe('OKLCH', () => {
  // From the table of https://www.w3.org/TR/css-color-4/#named-colors and its conversions.
  it.each([
    ['#ff0000', { lightness: 0.628, chroma: 0.2577, degrees: 29.23 }],
    ['#008000', { lightness: 0.5198, chroma: 0.1769, degrees: 142.5 }],
    ['#0000ff', { lightness: 0.452, chroma: 0.3132, degrees: 264.05 }],
  ])('is the one of CSS: %s', (colour, { lightness, chroma, degrees }) => {
    const found = toOklch(hexColour(colour));
    expect(found.lightness).toBeCloseTo(lightness, 2);
    expect(found.chroma).toBeCloseTo(chroma, 2);
    expect((found.hue * 180) / Math.PI + (found.hue < 0 ? 360 : 0)).toBeCloseTo(degrees, 0);
  });

  it('leads back to every colour', () => {
    fc.assert(
      fc.property(fc.nat(0xffffff), (number) => {
        const colour = hexColour(number.toString(16).padStart(6, '0'));
        expect(fromOklch(toOklch(colour))).toBe(colour);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives up chroma, not lightness or hue, where no screen has the colour', () => {
    const wanted = { lightness: 0.9, chroma: 0.3, hue: toOklch(hexColour('#0000ff')).hue };
    const found = toOklch(fromOklch(wanted));
    expect(found.lightness).toBeCloseTo(0.9, 2);
    expect(found.hue).toBeCloseTo(wanted.hue, 1);
    expect(found.chroma).toBeGreaterThan(0.03);
    expect(found.chroma).toBeLessThan(0.1);
  });
});
