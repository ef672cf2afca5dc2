import { readSvgSize } from '@/lib/core/appearance/svg-size';

/** The formats that a logo may have. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'] as const;
export type ImageType = (typeof imageTypes)[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Image extends Size {
  readonly type: ImageType;
}

/** What bytes are by their own signature, whoever says what of them; null: none of these images. */
export function readImage(bytes: Uint8Array): Image | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [type, read] of readers) {
    const size = read(view);
    if (size && isExtent(size.width) && isExtent(size.height)) return { type, ...size };
  }
  return null;
}

function isExtent(pixels: number): boolean {
  return Number.isFinite(pixels) && pixels > 0;
}

type SizeReader = (view: DataView) => Size | null;

const readers: readonly (readonly [ImageType, SizeReader])[] = [
  ['image/png', readPngSize],
  ['image/jpeg', readJpegSize],
  ['image/webp', readWebpSize],
  ['image/svg+xml', readSvgSize],
];

/** PNG specification, sections 5.2 and 11.2.2: the signature, then the header's chunk. */
function readPngSize(view: DataView): Size | null {
  if (view.byteLength < 24 || !holds(view, 0, '\x89PNG\r\n\x1a\n') || !holds(view, 12, 'IHDR')) {
    return null;
  }
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** ITU-T T.81, annex B: segments one after another, of which a frame header has the size. */
function readJpegSize(view: DataView): Size | null {
  if (!holds(view, 0, '\xff\xd8\xff')) return null;
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isFrameHeader(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Any number of fill bytes may stand before a marker; a scan follows its header without a length.
    if (marker === 0xda) return null;
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** C4, C8 and CC of that range are tables and an extension. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** RFC 9649, sections 2.4 to 2.7: one of three kinds of first chunk. */
function readWebpSize(view: DataView): Size | null {
  if (view.byteLength < 30 || !holds(view, 0, 'RIFF') || !holds(view, 8, 'WEBP')) return null;
  if (holds(view, 12, 'VP8X')) {
    return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  }
  if (holds(view, 12, 'VP8L') && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (holds(view, 12, 'VP8 ') && holds(view, 23, '\x9d\x01\x2a')) {
    return {
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    };
  }
  return null;
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
}

/** Each character of the text stands for the byte of that value. */
function holds(view: DataView, at: number, text: string): boolean {
  if (view.byteLength < at + text.length) return false;
  return [...text].every(
    (character, index) => view.getUint8(at + index) === character.charCodeAt(0),
  );
}
