import { describe, expect, it } from 'vitest';
import {
  checkLogo,
  largestLogoBytes,
  mostLogoPixels,
  sizeInHeader,
} from '@/lib/core/appearance/logo';
import { logoBytes, svgBytes } from '@/tests/support/logos';

describe('a logo', () => {
  it('is taken up to its largest size', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90000 9"/>';
    const fitting = svgBytes(svg.padEnd(largestLogoBytes));
    expect(checkLogo(fitting)).toMatchObject({ ok: true, image: { type: 'image/svg+xml' } });
    expect(checkLogo(svgBytes(svg.padEnd(largestLogoBytes + 1)))).toEqual({
      ok: false,
      problem: 'too-large',
    });
  });

  it('is refused where it is no image, and where it would fill memory', () => {
    expect(checkLogo(svgBytes('GIF89a'))).toEqual({ ok: false, problem: 'no-image' });
    expect(checkLogo(new Uint8Array())).toEqual({ ok: false, problem: 'no-image' });
    const bytes = logoBytes('png');
    const view = new DataView(bytes.buffer);
    view.setUint32(20, mostLogoPixels);
    expect(checkLogo(bytes)).toMatchObject({ ok: true });
    view.setUint32(20, mostLogoPixels + 1);
    expect(checkLogo(bytes)).toEqual({ ok: false, problem: 'too-many-pixels' });
  });

  it.each([
    [
      { width: 60, height: 20 },
      { width: 96, height: 32 },
    ],
    [
      { width: 500, height: 500 },
      { width: 32, height: 32 },
    ],
    [
      { width: 1760, height: 10 },
      { width: 176, height: 1 },
    ],
    [
      { width: 1, height: 4_000 },
      { width: 1, height: 32 },
    ],
    [
      { width: 3, height: 0.5 },
      { width: 176, height: 29 },
    ],
  ])('fills its place in the header without being bent: %o', (size, shown) => {
    expect(sizeInHeader(size)).toEqual(shown);
  });
});
