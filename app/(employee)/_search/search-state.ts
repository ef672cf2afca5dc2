import { noRepeat, type Repeat } from '@/app/_components/booking/repeat/repeat';
import { readRepeat, writeRepeat } from '@/app/_components/booking/repeat/repeat-address';
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
  /** As long as nobody else has the room; `durationMinutes` is then the least that is of use. */
  readonly untilNext: boolean;
  readonly repeat: Repeat;
  /** A building's id, or `all`. */
  readonly building: string | null;
  readonly showUnavailable: boolean;
}

export const everyBuilding = 'all';
export const quickDurations: readonly number[] = [15, 30, 45, 60];
export const longestMinutes = 24 * 60;
/** What is asked for where anything until the next meeting will do. */
export const shortestMinutes = 15;
export const defaultDurationMinutes = 30;
/** In the place of a number of minutes. */
const untilNextText = 'next';

/** Reads an address; whatever is missing or makes no sense is the default. */
export function readSearchState(params: Pick<URLSearchParams, 'get'>): SearchState {
  const minutes = params.get('minutes');
  const untilNext = minutes === untilNextText;
  return {
    ...readRoomFilters(params),
    date: parseDate(params.get('date') ?? ''),
    minuteOfDay: readMinuteOfDay(params.get('time')),
    durationMinutes: untilNext
      ? shortestMinutes
      : (readWhole(minutes, 1, longestMinutes) ?? defaultDurationMinutes),
    untilNext,
    repeat: untilNext ? noRepeat : readRepeat(params),
    building: params.get('building') || null,
    showUnavailable: params.get('unavailable') !== 'false',
  };
}

/** The address's query for a state, `''` when everything is as by default. */
export function writeSearchState(state: SearchState): string {
  const params = new URLSearchParams();
  if (state.date) params.set('date', formatDate(state.date));
  if (state.minuteOfDay !== null) params.set('time', formatMinuteOfDay(state.minuteOfDay));
  if (state.untilNext) {
    params.set('minutes', untilNextText);
  } else if (state.durationMinutes !== defaultDurationMinutes) {
    params.set('minutes', String(state.durationMinutes));
  }
  writeRepeat(params, state.repeat);
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
