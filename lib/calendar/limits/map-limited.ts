/**
 * Maps every item with at most `limit` at work at once; results in the items' order.
 * @throws what `work` throws first; no further item is begun then.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const todo = items.entries();
  let failed = false;
  const drain = async () => {
    for (const [index, item] of todo) {
      if (failed) return;
      results.set(index, await work(item));
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, drain);
  await Promise.all(workers).catch((error: unknown) => {
    failed = true;
    throw error;
  });
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
