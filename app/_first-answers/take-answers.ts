import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** An answer of the API by the key under which the page's query keeps it. */
export interface FirstAnswer {
  readonly queryKey: QueryKey;
  readonly data: unknown;
}

/** A page that the browser kept for longer than this asks anew before it shows anything. */
const longestKeptMs = 60_000;

/**
 * Keeps what is newer than what the browser has; nothing that is old. A clock behind the server's must
 * not make it seem newer than it is.
 */
export function takeAnswers(
  client: QueryClient,
  answers: readonly FirstAnswer[],
  askedAtMs: number,
): void {
  const updatedAt = Math.min(askedAtMs, Date.now());
  if (Date.now() - updatedAt > longestKeptMs) return;
  for (const { queryKey, data } of answers) {
    const known = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
    if (known < updatedAt) client.setQueryData(queryKey, data, { updatedAt });
  }
}
