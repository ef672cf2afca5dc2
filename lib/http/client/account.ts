import { queryOptions } from '@tanstack/react-query';
import type { HourCycle } from '@/lib/core/places/person';
import { send, sendForAnswer } from '@/lib/http/client/send';
import * as endpoints from '@/lib/http/contract/me';

export interface SettingsChange {
  readonly locale?: string | null;
  /** IANA; null: as the browser says. */
  readonly timeZone?: string | null;
  /** null: as the language does. */
  readonly hourCycle?: HourCycle | null;
  /** ISO 8601, Monday 1 to Sunday 7; null: as the language does. */
  readonly firstWeekday?: number | null;
}

/**
 * Changes what is given and nothing else.
 * @throws RequestFailure
 */
export function changeMe(body: SettingsChange) {
  return sendForAnswer(endpoints.changeMe, { body });
}

/**
 * Ends every session of the reader, this one too.
 * @throws RequestFailure
 */
export async function endSessions(): Promise<void> {
  await send(endpoints.endSessions);
}

export function tokensQuery() {
  return queryOptions({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await sendForAnswer(endpoints.listTokens, { signal })).items,
  });
}

/**
 * Makes a token of the reader's own; only this answer has its text.
 * @throws RequestFailure
 */
export function createToken(label: string) {
  return sendForAnswer(endpoints.createToken, { body: { label } });
}

/** @throws RequestFailure */
export async function removeToken(id: string): Promise<void> {
  await send(endpoints.removeToken, { params: { id } });
}
