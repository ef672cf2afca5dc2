import { rruleOf } from '@/app/_components/booking/booking-fields';
import { isFirstMissing } from '@/app/_components/booking/repeat/to-rule';
import { everyBuilding, type SearchState } from '@/app/(employee)/_search/search-state';
import { addMs, hourMs, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  type CalendarDate,
  dateOf,
  formatDate,
  minuteOfDay,
  toInstant,
  toWallTime,
} from '@/lib/core/time/wall-time';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';
import type { RoomSearch } from '@/lib/http/client/search-query';
import type { BuildingAnswer } from '@/lib/http/contract/places';

/** A search with every default settled. */
export interface ResolvedSearch {
  readonly wanted: Interval;
  readonly date: CalendarDate;
  readonly minuteOfDay: number;
  /** The zone that the date and time are meant in. */
  readonly zone: ZoneId;
  /** Null: every building. */
  readonly building: BuildingAnswer | null;
}

export interface SearchSurroundings {
  readonly now: Instant;
  readonly readerZone: ZoneId;
  readonly buildings: readonly BuildingAnswer[];
  /** The building that was last chosen on this device. */
  readonly rememberedBuildingId: string | null;
}

const slotMs = 15 * minuteMs;
const usualStartMinute = 9 * 60;

/** Settles what the address leaves open: the nearest building, the next quarter of an hour. */
export function resolveSearch(state: SearchState, around: SearchSurroundings): ResolvedSearch {
  const building = resolveBuilding(state.building, around);
  const zone = (building && parseZone(building.timeZone)) ?? around.readerZone;
  const start = resolveStart(state, around.now, zone);
  return {
    wanted: { start, end: addMs(start, state.durationMinutes * minuteMs) },
    date: dateOf(start, zone),
    minuteOfDay: minuteOfDay(toWallTime(start, zone)),
    zone,
    building,
  };
}

/** What the server is asked for it. */
export function toRoomSearch(state: SearchState, resolved: ResolvedSearch): RoomSearch {
  const { wanted, building, date, zone } = resolved;
  const { repeat } = state;
  const rrule = isFirstMissing(repeat, date) ? null : rruleOf({ repeat, date });
  return {
    start: wanted.start,
    durationMinutes: (wanted.end - wanted.start) / minuteMs,
    buildingId: building?.id,
    floor: state.floor ?? undefined,
    minCapacity: state.people > 1 ? state.people : undefined,
    features: state.features,
    accessible: state.accessible,
    series: rrule === null ? undefined : { rrule, timeZone: zone },
  };
}

/** The first quarter of an hour that has not begun. */
export function nextSlot(now: Instant): Instant {
  return instant(Math.ceil(now / slotMs) * slotMs);
}

/** The building of that id; without one the remembered, else one whose clocks show the reader's time. */
export function resolveBuilding(
  wished: string | null,
  { now, readerZone, buildings, rememberedBuildingId }: SearchSurroundings,
): BuildingAnswer | null {
  const byId = (id: string | null) => buildings.find((building) => building.id === id);
  if (wished === everyBuilding) return null;
  const near = buildings.find((building) => {
    const zone = parseZone(building.timeZone);
    return zone !== null && hourIn(zone, now) === hourIn(readerZone, now);
  });
  return byId(wished) ?? byId(rememberedBuildingId) ?? near ?? buildings[0] ?? null;
}

function resolveStart(state: SearchState, now: Instant, zone: ZoneId): Instant {
  const soon = nextSlot(now);
  const today = dateOf(soon, zone);
  const date = state.date ?? today;
  const isToday = formatDate(date) === formatDate(today);
  if (state.minuteOfDay === null && isToday) return soon;
  const minute = state.minuteOfDay ?? usualStartMinute;
  const clock = { hour: Math.floor(minute / 60), minute: minute % 60, second: 0 };
  return toInstant({ ...date, ...clock }, zone);
}

function hourIn(zone: ZoneId, at: Instant): string {
  const wall = toWallTime(at, zone);
  return `${formatDate(wall)} ${Math.floor(minuteOfDay(wall) / (hourMs / minuteMs))}`;
}
