/** An operation by what it does to a set of names, at one moment from `from` to `until`. */
export interface Effect<T> {
  readonly operation: T;
  readonly from: number;
  /** Infinite: it may also never happen. */
  readonly until: number;
  isPossible(live: ReadonlySet<string>): boolean;
  readonly adds?: string;
  readonly removes?: string;
}

/**
 * Looks for an order of the effects in which each is possible when it happens. Null when there is
 * one; else the operation that was in the way where the search came farthest.
 *
 * Depth first, over what may happen next: whatever began before every pending answer. What has
 * happened determines what is live, so that each set of happened effects is tried once (Wing and
 * Gong, with the memory of Lowe).
 */
export function findOrder<T>(effects: readonly Effect<T>[]): T | null {
  const ordered = effects.toSorted((a, b) => a.from - b.from || a.until - b.until);
  const search = createSearch(ordered);
  while (!search.isComplete()) {
    if (search.advance()) continue;
    if (!search.retreat()) return search.obstacle();
  }
  return null;
}

interface Choice {
  readonly index: number;
  /** Where among the effects the next attempt begins once this one is taken back. */
  readonly next: number;
}

function createSearch<T>(ordered: readonly Effect<T>[]) {
  const live = new Set<string>();
  const happened = new Set<number>();
  const seen = new Set<string>();
  const path: Choice[] = [];
  let pending = ordered.filter(({ until }) => until < Infinity).length;
  let firstOpen = 0;
  let cursor = 0;
  let farthest = -1;
  let obstacle = ordered[0];

  const settleFirstOpen = (from: number) => {
    firstOpen = from;
    while (happened.has(firstOpen)) firstOpen += 1;
  };
  /** The pending effect whose answer comes first: nothing that begins later may happen before it. */
  const nextDeadline = (): number => {
    let deadline = Number.POSITIVE_INFINITY;
    for (let index = firstOpen; index < ordered.length; index += 1) {
      const effect = ordered[index];
      if (!effect || effect.from > deadline) break;
      if (happened.has(index) || effect.until >= deadline) continue;
      deadline = effect.until;
      if (path.length > farthest) obstacle = effect;
    }
    farthest = Math.max(farthest, path.length);
    return deadline;
  };
  /** All before the first open one have happened: that, and the others, name the set. */
  const stateName = (): string => {
    const others: number[] = [];
    const count = happened.size - firstOpen;
    for (let index = firstOpen + 1; others.length < count; index += 1) {
      if (happened.has(index)) others.push(index);
    }
    return `${firstOpen}:${others.join(',')}`;
  };
  const apply = (index: number, { adds, removes, until }: Effect<T>) => {
    happened.add(index);
    if (until < Infinity) pending -= 1;
    if (adds !== undefined) live.add(adds);
    if (removes !== undefined) live.delete(removes);
    settleFirstOpen(firstOpen);
  };
  const takeBack = (index: number) => {
    const { adds, removes, until = Infinity } = ordered[index] ?? {};
    happened.delete(index);
    if (until < Infinity) pending += 1;
    if (adds !== undefined) live.delete(adds);
    if (removes !== undefined) live.add(removes);
    settleFirstOpen(Math.min(firstOpen, index));
  };
  return {
    isComplete: () => pending === 0,
    obstacle: (): T | null => obstacle?.operation ?? null,
    /** Lets one more effect happen, one that leads to a set not seen before. */
    advance: (): boolean => {
      const deadline = nextDeadline();
      for (let index = Math.max(cursor, firstOpen); index < ordered.length; index += 1) {
        const effect = ordered[index];
        if (!effect || effect.from > deadline) return false;
        if (happened.has(index) || !effect.isPossible(live)) continue;
        apply(index, effect);
        const name = stateName();
        if (!seen.has(name)) {
          seen.add(name);
          path.push({ index, next: index + 1 });
          cursor = 0;
          return true;
        }
        takeBack(index);
      }
      return false;
    },
    /** Takes the last effect back; false when there is none. */
    retreat: (): boolean => {
      const last = path.pop();
      if (!last) return false;
      takeBack(last.index);
      cursor = last.next;
      return true;
    },
  };
}
