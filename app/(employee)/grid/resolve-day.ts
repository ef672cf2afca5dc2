import { resolveBuilding, type SearchSurroundings } from '@/app/(employee)/_search/resolve-search';
import type { GridState } from '@/app/(employee)/grid/grid-state';
import { type CalendarDate, dateOf } from '@/lib/core/time/wall-time';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';
import type { BuildingAnswer } from '@/lib/http/contract/places';

/** The day of the grid with every default settled. */
export interface ResolvedDay {
  /** Null: there is none at all. */
  readonly building: BuildingAnswer | null;
  readonly date: CalendarDate;
  readonly today: CalendarDate;
  readonly zone: ZoneId;
}

/** Settles what the address leaves open: the nearest building, today. */
export function resolveDay(state: GridState, around: SearchSurroundings): ResolvedDay {
  const { now, readerZone, buildings } = around;
  const building = resolveBuilding(state.building, around) ?? buildings[0] ?? null;
  const zone = parseZone(building?.timeZone ?? '') ?? readerZone;
  const today = dateOf(now, zone);
  return { building, zone, today, date: state.date ?? today };
}
