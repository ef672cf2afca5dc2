import { cache } from 'react';
import type { Appearance } from '@/lib/core/appearance/appearance';
import type { AppearanceStore } from '@/lib/db/appearance-ports';

export interface CurrentAppearanceDeps {
  readonly appearances: AppearanceStore;
  readonly organisationId: string;
  readonly log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
}

/**
 * Makes the function by which pages learn how they look, once per rendering; null where that cannot
 * be read: a page must not fail by its looks.
 */
export function createCurrentAppearance({
  appearances,
  organisationId,
  log,
}: CurrentAppearanceDeps): () => Promise<Appearance | null> {
  return cache(async () => {
    try {
      return await appearances.read(organisationId);
    } catch (error) {
      log.warn({ err: error }, 'a page comes as Foyer looks by itself');
      return null;
    }
  });
}
