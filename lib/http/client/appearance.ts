import { queryOptions } from '@tanstack/react-query';
import { send, sendForAnswer } from '@/lib/http/client/send';
import * as endpoints from '@/lib/http/contract/appearance';

export function appearanceQuery() {
  return queryOptions({
    queryKey: ['appearance'],
    queryFn: ({ signal }) => sendForAnswer(endpoints.getAppearance, { signal }),
  });
}

export interface AppearanceWish {
  readonly organisationName: string;
  /** Null: Foyer's own. */
  readonly accent: string | null;
  /** Undefined: it stays; null: it goes. */
  readonly logo: Blob | null | undefined;
}

/**
 * Saves the logo first, since it is what a server refuses; what it refuses leaves the rest as it was.
 * @throws RequestFailure
 */
export async function saveAppearance({ logo, ...body }: AppearanceWish) {
  if (logo === null) await send(endpoints.removeLogo);
  if (logo) await send(endpoints.putLogo, { file: logo });
  return sendForAnswer(endpoints.updateAppearance, { body });
}
