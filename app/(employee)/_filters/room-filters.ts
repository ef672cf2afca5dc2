import type { RoomAnswer } from '@/lib/http/contract/places';

/** What rooms must be like, as addresses hold it: the search's and the grid's alike. */
export interface RoomFilters {
  /** So many must find a seat; 1: any room will do. */
  readonly people: number;
  readonly floor: string | null;
  readonly features: readonly string[];
  readonly accessible: boolean;
}

/** Typing replaces the present entry of the history; a choice adds one, so that back undoes it. */
export type HistoryStep = 'push' | 'replace';
export type ChangeFilters = (change: Partial<RoomFilters>, step?: HistoryStep) => void;

export const mostPeople = 1_000;

export const noFilters: RoomFilters = { people: 1, floor: null, features: [], accessible: false };

/** Reads an address; whatever is missing or makes no sense is no filter. */
export function readRoomFilters(params: Pick<URLSearchParams, 'get'>): RoomFilters {
  return {
    people: readWhole(params.get('people'), 1, mostPeople) ?? 1,
    floor: params.get('floor') || null,
    features: (params.get('features') ?? '').split(',').filter((key) => key !== ''),
    accessible: params.get('accessible') === 'true',
  };
}

export function writeRoomFilters(params: URLSearchParams, filters: RoomFilters): void {
  if (filters.people > 1) params.set('people', String(filters.people));
  if (filters.floor) params.set('floor', filters.floor);
  if (filters.features.length > 0) params.set('features', filters.features.join(','));
  if (filters.accessible) params.set('accessible', 'true');
}

/** How many of the filters are set, the number of people aside. */
export function countFilters({ floor, features, accessible }: RoomFilters): number {
  return [floor !== null, accessible].filter(Boolean).length + features.length;
}

/** Whether a room is as the filters ask. */
export function fitsFilters(
  { people, floor, features, accessible }: RoomFilters,
  room: Pick<RoomAnswer, 'capacity' | 'floor' | 'features' | 'accessible'>,
): boolean {
  return (
    room.capacity >= people &&
    (floor === null || room.floor === floor) &&
    (!accessible || room.accessible) &&
    features.every((feature) => room.features.includes(feature))
  );
}

/** The whole number that a text is, if it lies between the two; null otherwise. */
export function readWhole(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,6}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
