import {
  type RoomFilters,
  readRoomFilters,
  readWhole,
  writeRoomFilters,
} from '@/app/(employee)/_filters/room-filters';
import { type CalendarDate, formatDate, parseDate } from '@/lib/core/time/wall-time';
import { formatMinuteOfDay } from '@/lib/i18n/format-minutes';

/** What the search asks for, as the address holds it. Null: not chosen, the default applies. */
export interface SearchState extends RoomFilters {
  readonly date: CalendarDate | null;
  readonly minuteOfDay: number | null;
  readonly durationMinutes: number;
  /** A building's id, or `all`. */
  readonly building: string | null;
  readonly showUnavailable: boolean;
}

export const everyBuilding = 'all';
export const quickDurations: readonly number[] = [15, 30, 45, 60];
export const longestMinutes = 24 * 60;
const defaultDurationMinutes = 30;

/** Reads an address; whatever is missing or makes no sense is the default. */
export function readSearchState(params: Pick<URLSearchParams, 'get'>): SearchState {
  return {
    ...readRoomFilters(params),
    date: parseDate(params.get('date') ?? ''),
    minuteOfDay: readMinuteOfDay(params.get('time')),
    durationMinutes: readWhole(params.get('minutes'), 1, longestMinutes) ?? defaultDurationMinutes,
    building: params.get('building') || null,
    showUnavailable: params.get('unavailable') !== 'false',
  };
}

/** The address's query for a state, `''` when everything is as by default. */
export function writeSearchState(state: SearchState): string {
  const params = new URLSearchParams();
  if (state.date) params.set('date', formatDate(state.date));
  if (state.minuteOfDay !== null) params.set('time', formatMinuteOfDay(state.minuteOfDay));
  if (state.durationMinutes !== defaultDurationMinutes) {
    params.set('minutes', String(state.durationMinutes));
  }
  if (state.building) params.set('building', state.building);
  writeRoomFilters(params, state);
  if (!state.showUnavailable) params.set('unavailable', 'false');
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function readMinuteOfDay(text: string | null): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text ?? '');
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}
