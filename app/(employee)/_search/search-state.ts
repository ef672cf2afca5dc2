import { type CalendarDate, formatDate, parseDate } from '@/lib/core/time/wall-time';
import { formatMinuteOfDay } from '@/lib/i18n/format-minutes';

/** What the search asks for, as the address holds it. Null: not chosen, the default applies. */
export interface SearchState {
  readonly date: CalendarDate | null;
  readonly minuteOfDay: number | null;
  readonly durationMinutes: number;
  readonly people: number;
  /** A building's id, or `all`. */
  readonly building: string | null;
  readonly floor: string | null;
  readonly features: readonly string[];
  readonly accessible: boolean;
  readonly showUnavailable: boolean;
}

export const everyBuilding = 'all';
export const quickDurations: readonly number[] = [15, 30, 45, 60];
export const mostPeople = 1_000;
export const longestMinutes = 24 * 60;
const defaultDurationMinutes = 30;

/** Reads an address; whatever is missing or makes no sense is the default. */
export function readSearchState(params: Pick<URLSearchParams, 'get'>): SearchState {
  return {
    date: parseDate(params.get('date') ?? ''),
    minuteOfDay: readMinuteOfDay(params.get('time')),
    durationMinutes: readWhole(params.get('minutes'), 1, longestMinutes) ?? defaultDurationMinutes,
    people: readWhole(params.get('people'), 1, mostPeople) ?? 1,
    building: params.get('building') || null,
    floor: params.get('floor') || null,
    features: (params.get('features') ?? '').split(',').filter((key) => key !== ''),
    accessible: params.get('accessible') === 'true',
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
  if (state.people > 1) params.set('people', String(state.people));
  if (state.building) params.set('building', state.building);
  if (state.floor) params.set('floor', state.floor);
  if (state.features.length > 0) params.set('features', state.features.join(','));
  if (state.accessible) params.set('accessible', 'true');
  if (!state.showUnavailable) params.set('unavailable', 'false');
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** How many of the filters that a phone folds away are set. */
export function countFilters(state: SearchState): number {
  const set = [state.floor !== null, state.accessible, ...state.features.map(() => true)];
  return set.filter(Boolean).length;
}

function readMinuteOfDay(text: string | null): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text ?? '');
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

function readWhole(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,6}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
