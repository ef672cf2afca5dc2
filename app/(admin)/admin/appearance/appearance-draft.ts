import { type HexColour, parseHexColour } from '@/lib/core/appearance/colour';
import { type DerivedAccent, deriveAccent } from '@/lib/core/appearance/derive-accent';
import type { Image, Size } from '@/lib/core/appearance/image';
import type { AppearanceWish } from '@/lib/http/client/appearance';
import type { AppearanceAnswer } from '@/lib/http/contract/appearance';

/** An image that was chosen and is not saved yet. */
export interface ChosenLogo {
  readonly file: File;
  /** Where this page finds it. */
  readonly url: string;
  readonly image: Image;
}

/** What stands in the form. */
export interface AppearanceDraft {
  readonly name: string;
  /** As it is typed; empty: Foyer's own. */
  readonly accent: string;
  /** Undefined: the saved one stays; null: it goes. */
  readonly logo: ChosenLogo | null | undefined;
}

export function fromAppearance({ organisationName, accent }: AppearanceAnswer): AppearanceDraft {
  return { name: organisationName, accent: accent ?? '', logo: undefined };
}

export function toWish(
  { name, accent, logo }: AppearanceDraft,
  { logo: saved }: Pick<AppearanceAnswer, 'logo'>,
): AppearanceWish {
  const removed = saved === null ? undefined : null;
  return {
    organisationName: name.trim(),
    accent: parseHexColour(accent),
    logo: logo === null ? removed : logo?.file,
  };
}

/** What becomes of the text that stands for the accent. */
export type TypedAccent =
  | { readonly state: 'none' }
  | { readonly state: 'malformed' }
  | { readonly state: 'colour'; readonly colour: HexColour; readonly derived: DerivedAccent };

export function readAccent(text: string): TypedAccent {
  if (text.trim() === '') return { state: 'none' };
  const colour = parseHexColour(text);
  if (colour === null) return { state: 'malformed' };
  return { state: 'colour', colour, derived: deriveAccent(colour) };
}

export interface ShownLogo {
  readonly src: string;
  readonly size: Size;
}

/** The logo as it would be after saving; null: Foyer's mark. */
export function logoOf(
  { logo }: AppearanceDraft,
  { logo: saved }: AppearanceAnswer,
): ShownLogo | null {
  if (logo === undefined) return saved && { src: saved.url, size: saved };
  return logo && { src: logo.url, size: logo.image };
}
