import { type Channels, fromLinear, type HexColour, toLinear } from '@/lib/core/appearance/colour';

/**
 * A colour by how it is seen, https://www.w3.org/TR/css-color-4/#ok-lab: steps of lightness look
 * alike in every hue.
 */
export interface Oklch {
  /** 0 is black, 1 is white. */
  readonly lightness: number;
  /** 0 is grey; screens come to about 0.32. */
  readonly chroma: number;
  /** In radians. */
  readonly hue: number;
}

/** How far a channel may be out of range before its colour counts as one that screens lack. */
const slack = 1e-4;
/** Halvings until the chroma is known more exactly than eight bits per channel can tell. */
const halvings = 12;

export function toOklch(colour: HexColour): Oklch {
  const { red, green, blue } = toLinear(colour);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  };
}

/** The colour of that lightness and hue; where no screen has it, with as much of the chroma as they have. */
export function fromOklch(wanted: Oklch): HexColour {
  if (isShown(toChannels(wanted))) return fromLinear(toChannels(wanted));
  let [possible, impossible] = [0, wanted.chroma];
  for (let halved = 0; halved < halvings; halved += 1) {
    const chroma = (possible + impossible) / 2;
    if (isShown(toChannels({ ...wanted, chroma }))) possible = chroma;
    else impossible = chroma;
  }
  return fromLinear(toChannels({ ...wanted, chroma: possible }));
}

function toChannels({ lightness, chroma, hue }: Oklch): Channels {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    green: -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    blue: -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  };
}

function isShown({ red, green, blue }: Channels): boolean {
  return [red, green, blue].every((value) => value >= -slack && value <= 1 + slack);
}
