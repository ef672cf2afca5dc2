import { type Image, readImage, type Size } from '@/lib/core/appearance/image';

export const largestLogoBytes = 256 * 1_024;
/** Per side: what is larger is small as a file and large in everybody's memory. */
export const mostLogoPixels = 4_096;

/** Where the header shows it, in pixels of the page. */
const headerSpace: Size = { width: 176, height: 32 };

export type LogoProblem = 'too-large' | 'no-image' | 'too-many-pixels';

export type CheckedLogo =
  | { readonly ok: true; readonly image: Image }
  | { readonly ok: false; readonly problem: LogoProblem };

export function checkLogo(bytes: Uint8Array): CheckedLogo {
  if (bytes.byteLength > largestLogoBytes) return { ok: false, problem: 'too-large' };
  const image = readImage(bytes);
  if (!image) return { ok: false, problem: 'no-image' };
  const isDrawn = image.type === 'image/svg+xml';
  const most = Math.max(image.width, image.height);
  if (!isDrawn && most > mostLogoPixels) return { ok: false, problem: 'too-many-pixels' };
  return { ok: true, image };
}

/** The size at which the header shows a logo, known before it is loaded so that nothing moves. */
export function sizeInHeader({ width, height }: Size): Size {
  const scale = Math.min(headerSpace.width / width, headerSpace.height / height);
  return {
    width: Math.max(Math.round(width * scale), 1),
    height: Math.max(Math.round(height * scale), 1),
  };
}
