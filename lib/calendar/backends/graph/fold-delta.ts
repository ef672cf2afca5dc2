import { type DeltaCursor, digestOf } from '@/lib/calendar/backends/graph/delta-cursor';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { idOf } from '@/lib/calendar/backends/graph/read-meeting';

/** What happened to one event or series of a mailbox, by its id there. */
export interface DeltaChange {
  readonly id: string;
  readonly removed: boolean;
  /** What was told of it, to learn its uid from; null where only an id was. */
  readonly event: GraphEvent | null;
}

export interface Folded {
  readonly changes: readonly DeltaChange[];
  readonly masters: DeltaCursor['masters'];
  readonly dates: DeltaCursor['dates'];
}

/**
 * What a page of a delta means for whole events: dates stand for their series, and a series of which
 * no date is left is gone. A cancelled event is gone as well.
 */
export function foldDelta(
  events: readonly GraphEvent[],
  before: Pick<DeltaCursor, 'masters' | 'dates'>,
): Folded {
  const masters = [...before.masters];
  const dates = new Map(Object.entries(before.dates));
  const changes = new Map<string, DeltaChange>();
  const thinned = new Set<number>();
  const indexOf = (master: string): number => {
    const known = masters.indexOf(master);
    return known >= 0 ? known : masters.push(master) - 1;
  };
  const note = (change: DeltaChange) => void changes.set(change.id, change);

  for (const event of events) {
    const id = idOf(event);
    const key = digestOf(id);
    const known = dates.get(key);
    if (isGone(event) && (known !== undefined || event.seriesMasterId)) {
      dates.delete(key);
      if (known !== undefined) thinned.add(known);
    } else if (isGone(event)) {
      note({ id, removed: true, event: null });
    } else if (event.seriesMasterId) {
      dates.set(key, indexOf(event.seriesMasterId));
      // Dates are told sparsely: what there is to say of the series, its master says.
      if (!changes.has(event.seriesMasterId)) {
        note({ id: event.seriesMasterId, removed: false, event });
      }
    } else {
      note({ id, removed: false, event });
    }
  }
  const left = new Set(dates.values());
  for (const index of thinned) {
    const id = masters[index] ?? '';
    if (id !== '' && !changes.has(id)) note({ id, removed: !left.has(index), event: null });
  }
  return forget([...changes.values()], masters, dates);
}

function isGone(event: GraphEvent): boolean {
  return event['@removed'] !== null && event['@removed'] !== undefined ? true : event.isCancelled;
}

/** Series that are gone need not be remembered. */
function forget(
  changes: readonly DeltaChange[],
  masters: readonly string[],
  dates: ReadonlyMap<string, number>,
): Folded {
  const removed = new Set(changes.filter((change) => change.removed).map(({ id }) => id));
  const kept = masters.map((id) => (removed.has(id) ? '' : id));
  const live = [...dates].filter(([, index]) => kept[index] !== '');
  return { changes, masters: kept, dates: Object.fromEntries(live) };
}
