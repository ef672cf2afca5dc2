import type { Size } from '@/lib/core/appearance/image';

/** What may stand before the root: https://www.w3.org/TR/xml/#sec-prolog-dtd. */
const prolog = /\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>/iy;
const root = /<svg(?=[\s/>])(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/y;
const namespace = /\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/2000\/svg["']/;
const viewBox = /\sviewBox\s*=\s*["']\s*(?:[-+.\de]+[\s,]+){2}([\d.]+)[\s,]+([\d.]+)\s*["']/;

/** https://drafts.csswg.org/css-images/#default-object-size */
const sizeOfNone: Size = { width: 300, height: 150 };

/** The size of an SVG image, of which only the proportion counts; null for what browsers show as none. */
export function readSvgSize(view: DataView): Size | null {
  const tag = rootTag(decode(view));
  if (tag === null || !namespace.test(tag)) return null;
  const [width, height] = [pixelsOf(tag, 'width'), pixelsOf(tag, 'height')];
  if (width !== null && height !== null) return { width, height };
  const box = viewBox.exec(tag);
  return box ? { width: Number(box[1]), height: Number(box[2]) } : sizeOfNone;
}

function decode(view: DataView): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(view);
  } catch {
    return '';
  }
}

/** The start of the root element, if that is `svg`. */
function rootTag(text: string): string | null {
  let at = 0;
  prolog.lastIndex = at;
  while (prolog.test(text)) at = prolog.lastIndex;
  root.lastIndex = at;
  return root.exec(text)?.[0] ?? null;
}

function pixelsOf(tag: string, name: 'width' | 'height'): number | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`).exec(tag);
  return found ? Number(found[1]) : null;
}
