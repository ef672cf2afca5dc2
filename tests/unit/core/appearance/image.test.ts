import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImage } from '@/lib/core/appearance/image';
import { logoBytes, scriptedSvg, svgBytes } from '@/tests/support/logos';
import { workMs } from '@/tests/support/work-ms';

const size = { width: 60, height: 20 };
const namespace = 'xmlns="http://www.w3.org/2000/svg"';
const svg = (text: string) => readImage(svgBytes(text));

describe('the bytes of an image', () => {
  it.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webpLossy', 'image/webp'],
    ['webpLossless', 'image/webp'],
  ] as const)('say what it is and how large: %s', (name, type) => {
    expect(readImage(logoBytes(name))).toEqual({ type, ...size });
  });

  it('do so also where they are a part of more', () => {
    const more = new Uint8Array([1, 2, 3, ...logoBytes('png'), 4]);
    expect(readImage(more.subarray(3))).toEqual({ type: 'image/png', ...size });
  });

  it('do so for a progressive JPEG, and for one with bytes that fill', () => {
    const bytes = [...logoBytes('jpeg')];
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
    const progressive = bytes.with(frame + 1, 0xc2);
    const filled = bytes.toSpliced(frame, 0, 0xff, 0xff);
    for (const read of [progressive, filled].map((each) => readImage(new Uint8Array(each)))) {
      expect(read).toEqual({ type: 'image/jpeg', ...size });
    }
  });

  it('do so for a WebP with more in it than a picture', () => {
    const chunk = [10, 0, 0, 0, 0x10, 0, 0, 0, 59, 0, 0, 19, 1, 0];
    const text = (value: string) => [...value].map((letter) => letter.charCodeAt(0));
    const bytes = [...text('RIFF'), 22, 0, 0, 0, ...text('WEBPVP8X'), ...chunk];
    expect(readImage(new Uint8Array(bytes))).toEqual({
      type: 'image/webp',
      width: 60,
      height: 20 + 256,
    });
  });

  it.each(['png', 'jpeg', 'webpLossy', 'webpLossless'] as const)(
    'say nothing when they end too early: %s',
    (name) => {
      const bytes = logoBytes(name);
      expect(readImage(bytes.subarray(0, 20))).toBeNull();
      expect(readImage(bytes.subarray(1))).toBeNull();
    },
  );

  it('say nothing of an image without an extent', () => {
    expect(readImage(logoBytes('png').fill(0, 16, 20))).toBeNull();
    for (const width of ['0', '.', '1.2.3', '9'.repeat(400)]) {
      expect(svg(`<svg ${namespace} width="${width}" height="20"/>`)).toBeNull();
    }
  });

  it('of any kind are read without an error', () => {
    const beginnings = (['png', 'jpeg', 'webpLossy'] as const).map((name) => [...logoBytes(name)]);
    fc.assert(
      fc.property(
        fc.constantFrom([], [0xff, 0xd8, 0xff], ...beginnings),
        fc.nat(40),
        fc.uint8Array({ maxLength: 60 }),
        (beginning, kept, rest) => {
          const read = readImage(new Uint8Array([...beginning.slice(0, kept), ...rest]));
          expect(read === null || (read.width > 0 && read.height > 0)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('an SVG', () => {
  const type = 'image/svg+xml';

  it('may begin with what XML may begin with', () => {
    expect(svg(scriptedSvg)).toEqual({ type, ...size });
    const doctype =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [ <!ENTITY a "b"> ]>';
    expect(
      svg(`\uFEFF${doctype}<!----><?x y?>\n<svg ${namespace} viewBox="0,0 60,20"></svg>`),
    ).toEqual({
      type,
      ...size,
    });
  });

  it('has the size that it names, else the one of its view, else the one of CSS', () => {
    const view = 'viewBox="0 0 600 200"';
    expect(svg(`<svg ${namespace} width='60px' height='20' ${view}/>`)).toEqual({ type, ...size });
    expect(svg(`<svg ${namespace} width="100%" height="20" ${view}/>`)).toMatchObject({
      width: 600,
    });
    expect(svg(`<svg ${namespace} width="5em"/>`)).toEqual({ type, width: 300, height: 150 });
  });

  it.each([
    ['is no page', `<html ${namespace}><svg ${namespace}/></html>`],
    ['is no text before an image', `text <svg ${namespace}/>`],
    ['has the namespace without which no browser shows it', '<svg viewBox="0 0 1 1"/>'],
    ['is not another element of a like name', `<svgx ${namespace}/>`],
    ['has an end to its first tag', `<svg ${namespace}`],
  ])('%s', (_what, text) => {
    expect(svg(text)).toBeNull();
  });

  it('in another encoding is none', () => {
    const text = `<svg ${namespace} viewBox="0 0 60 20"/>`;
    expect(readImage(new Uint8Array(Buffer.from(text, 'utf16le')))).toBeNull();
    expect(readImage(new Uint8Array([...svgBytes(text), 0xff]))).toBeNull();
  });

  it.each(['<!-- -->', '<svg ', '<svg "a" ', '<svg "a', '<!--', '<?', '<!DOCTYPE[', ' ', '\'"'])(
    'of a size that nobody draws is soon looked through: %s…',
    (part) => {
      const tookMs = workMs(() => {
        expect(svg(`<svg ${part.repeat(250_000 / part.length)}`)).toBeNull();
        expect(svg(part.repeat(250_000 / part.length))).toBeNull();
      });
      expect(tookMs).toBeLessThan(5_000);
    },
  );
});
