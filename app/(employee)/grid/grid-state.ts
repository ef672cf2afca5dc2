import {
  countFilters,
  type RoomFilters,
  readRoomFilters,
  writeRoomFilters,
} from '@/app/(employee)/_filters/room-filters';
import { type GridView, parseView } from '@/app/(employee)/grid/grid-view';
import { parseZoom, usualZoom, type Zoom } from '@/app/(employee)/grid/zoom';
import { type CalendarDate, formatDate, parseDate } from '@/lib/core/time/wall-time';

/** What the grid shows, as the address holds it. Null: not chosen, the default applies. */
export interface GridState extends RoomFilters {
  readonly building: string | null;
  readonly date: CalendarDate | null;
  readonly view: GridView;
  /** The room where a grid begins, and the only one that a phone shows. */
  readonly room: string | null;
  readonly zoom: Zoom;
}

/** Reads an address; whatever is missing or makes no sense is the default. */
export function readGridState(params: Pick<URLSearchParams, 'get'>): GridState {
  return {
    ...readRoomFilters(params),
    building: params.get('building') || null,
    view: parseView(params.get('view')),
    date: parseDate(params.get('date') ?? ''),
    room: params.get('room') || null,
    zoom: parseZoom(params.get('zoom')),
  };
}

/** The address's query for a state, `''` when everything is as by default. */
export function writeGridState(state: GridState): string {
  const { building, view, date, room, zoom } = state;
  const params = new URLSearchParams();
  if (building) params.set('building', building);
  if (view !== 'day') params.set('view', view);
  if (date) params.set('date', formatDate(date));
  if (room) params.set('room', room);
  if (zoom !== usualZoom) params.set('zoom', String(zoom));
  writeRoomFilters(params, state);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** How many of the filters are set. */
export function countGridFilters(filters: RoomFilters): number {
  return countFilters(filters) + (filters.people > 1 ? 1 : 0);
}
