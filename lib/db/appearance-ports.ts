import type { Appearance, Logo } from '@/lib/core/appearance/appearance';
import type { HexColour } from '@/lib/core/appearance/colour';
import type { ImageType } from '@/lib/core/appearance/image';

/** What is undefined stays; an accent that is null goes. */
export interface AppearanceChange {
  readonly organisationName?: string | undefined;
  readonly accent?: HexColour | null | undefined;
}

export interface NewLogo extends Omit<Logo, 'byteCount'> {
  readonly bytes: Uint8Array;
}

export interface LogoFile {
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

export interface AppearanceStore {
  read(organisationId: string): Promise<Appearance>;
  change(organisationId: string, change: AppearanceChange): Promise<void>;
  /** In place of the one that there was. */
  putLogo(organisationId: string, logo: NewLogo): Promise<void>;
  /** False where there was none. */
  removeLogo(organisationId: string): Promise<boolean>;
  /** Null unless the logo is that version now. */
  findLogo(organisationId: string, version: string): Promise<LogoFile | null>;
}
