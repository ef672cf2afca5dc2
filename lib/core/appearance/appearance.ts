import type { HexColour } from '@/lib/core/appearance/colour';
import type { Image } from '@/lib/core/appearance/image';
import type { Instant } from '@/lib/core/time/instant';

/** A logo without its bytes. */
export interface Logo extends Image {
  /** Names the bytes: others have another. */
  readonly version: string;
  readonly byteCount: number;
  readonly uploadedAt: Instant;
}

/** How an organisation looks. */
export interface Appearance {
  readonly organisationName: string;
  /** As it was chosen; null: Foyer's own. */
  readonly accent: HexColour | null;
  /** Null: Foyer's mark. */
  readonly logo: Logo | null;
}
