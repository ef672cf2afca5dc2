declare const hexBrand: unique symbol;
/** A colour of the sRGB space as `#rrggbb`, in small letters. */
export type HexColour = string & { readonly [hexBrand]: true };

const shape = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/;

/** `#rrggbb` or `#rgb` in any case, with or without its sign; null for every other text. */
export function parseHexColour(text: string): HexColour | null {
  const bare = text.trim().toLowerCase();
  const colour = bare.startsWith('#') ? bare : `#${bare}`;
  if (!shape.test(colour)) return null;
  return (colour.length === 7 ? colour : colour.replace(/[0-9a-f]/g, '$&$&')) as HexColour;
}

/** @throws RangeError for what is no colour: for those that stand in the code. */
export function hexColour(text: string): HexColour {
  const colour = parseHexColour(text);
  if (colour === null) throw new RangeError(`${text} is not a colour`);
  return colour;
}

/** From 0 to 1. */
export interface Channels {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** In proportion to light. */
export function toLinear(colour: HexColour): Channels {
  const linear = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return { red: linear(1), green: linear(3), blue: linear(5) };
}

/** The nearest colour that can be written; what is out of range is cut. */
export function fromLinear({ red, green, blue }: Channels): HexColour {
  const digits = [red, green, blue].map((linear) => {
    const value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
    const byte = Math.round(Math.min(Math.max(value, 0), 1) * 255);
    return byte.toString(16).padStart(2, '0');
  });
  return hexColour(digits.join(''));
}

/** From 1 to 21, the same either way round: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
export function contrast(one: HexColour, other: HexColour): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: HexColour): number {
  const { red, green, blue } = toLinear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
