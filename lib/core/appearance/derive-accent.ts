import { contrast, type HexColour } from '@/lib/core/appearance/colour';
import { grounds, type Light } from '@/lib/core/appearance/grounds';
import { fromOklch, toOklch } from '@/lib/core/appearance/oklch';

/** WCAG 2.2, 1.4.3: text and what is behind it. */
export const leastTextContrast = 4.5;
/** WCAG 2.2, 1.4.11: graphic parts, the ring of the focus among them. */
export const leastGraphicContrast = 3;
/** Below this a colour cannot be told from the greys of texts and of other people's bookings. */
export const leastChroma = 0.04;

/** One accent as the pages use it, for one light. */
export interface Shades {
  readonly accent: HexColour;
  /** Under the pointer, and as text on the soft one. */
  readonly strong: HexColour;
  /** A tint behind texts. */
  readonly soft: HexColour;
  /** Text on the accent and on the strong one. */
  readonly onAccent: HexColour;
  /** The least that text in the accent has anywhere on a page. */
  readonly textContrast: number;
  /** The same for the colour as it was chosen. */
  readonly chosenContrast: number;
}

export type DerivedAccent =
  | { readonly ok: true; readonly shades: Readonly<Record<Light, Shades>> }
  | { readonly ok: false; readonly chroma: number };

/**
 * What becomes of an organisation's colour. Where it is legible it stays as it is; elsewhere its
 * lightness goes as far as it must, towards black on light pages and towards white on dark ones, and
 * its hue stays. Refused are greys, which nothing could be told by.
 */
export function deriveAccent(colour: HexColour): DerivedAccent {
  const { chroma } = toOklch(colour);
  if (chroma < leastChroma) return { ok: false, chroma };
  return {
    ok: true,
    shades: { light: shadesFor(colour, 'light'), dark: shadesFor(colour, 'dark') },
  };
}

interface Tuning {
  /** Where every hue ends up legible. */
  readonly end: 0 | 1;
  readonly softLightness: number;
  readonly softChroma: number;
}

const tunings: Readonly<Record<Light, Tuning>> = {
  light: { end: 0, softLightness: 0.94, softChroma: 0.025 },
  dark: { end: 1, softLightness: 0.31, softChroma: 0.045 },
};
/** Between the accent and the strong one. */
const lightnessStep = 0.08;
/** Nearer to black or white than this no step is seen any more. */
const blindEnd = 0.03;
/** Halvings until the lightness is known more exactly than anybody sees. */
const halvings = 10;

function shadesFor(colour: HexColour, light: Light): Shades {
  const { end, softLightness, softChroma } = tunings[light];
  const own = toOklch(colour);
  const chroma = Math.min(own.chroma, softChroma);
  const soft = fromOklch({ ...own, lightness: softLightness, chroma });
  const { behindText, beside } = grounds[light];
  const around = { behindText: [...Object.values(behindText), soft], beside: beside.busy };
  const accent = nearestLegible(colour, end, around);
  const textContrastOf = (text: HexColour) =>
    Math.min(...around.behindText.map((ground) => contrast(text, ground)));
  return {
    accent,
    strong: stepFurther(accent, end),
    soft,
    onAccent: end === 0 ? behindText.surface : behindText.sunken,
    textContrast: textContrastOf(accent),
    chosenContrast: textContrastOf(colour),
  };
}

interface Around {
  readonly behindText: readonly HexColour[];
  readonly beside: HexColour;
}

function nearestLegible(colour: HexColour, end: 0 | 1, around: Around): HexColour {
  if (isLegible(colour, around)) return colour;
  const own = toOklch(colour);
  let [legible, illegible]: [number, number] = [end, own.lightness];
  for (let halved = 0; halved < halvings; halved += 1) {
    const lightness = (legible + illegible) / 2;
    if (isLegible(fromOklch({ ...own, lightness }), around)) legible = lightness;
    else illegible = lightness;
  }
  return fromOklch({ ...own, lightness: legible });
}

function isLegible(colour: HexColour, { behindText, beside }: Around): boolean {
  return (
    behindText.every((ground) => contrast(colour, ground) >= leastTextContrast) &&
    contrast(colour, beside) >= leastGraphicContrast
  );
}

/** Away from the page; back towards it only where nothing is left to go. */
function stepFurther(accent: HexColour, end: 0 | 1): HexColour {
  const own = toOklch(accent);
  const step = end === 0 ? -lightnessStep : lightnessStep;
  const further = own.lightness + step;
  const isSeen = further > blindEnd && further < 1 - blindEnd;
  return fromOklch({ ...own, lightness: isSeen ? further : own.lightness - step });
}
