import type { Dialect, RequestKind } from '@/tests/bench/wire/dialect';
import type { HttpMessage } from '@/tests/bench/wire/http-message';
import { readItemId } from '@/tests/simulators/graph/store/item-id';

/** Microsoft Graph v1.0, as Foyer asks it for rooms that are invited. */
export const graphDialect: Dialect = {
  kindOf: ({ method, path }) => {
    const { pathname, searchParams } = new URL(path, 'https://localhost');
    const [what = '', id, more] = pathname.split('/').slice(4);
    if (what === 'calendar') return id === 'getSchedule' ? 'live' : 'prepare';
    if (what !== 'events') return 'aside';
    if (method === 'POST') return 'write';
    if (method === 'PATCH') return 'complete';
    if (id === undefined) return searchParams.has('$filter') ? 'search' : 'aside';
    return more === 'instances' ? 'more' : kindOfEvent(method, decodeURIComponent(id));
  },
  // Rooms are searched first, then the calendar of who called the meeting.
  endsLookUp: (request, room) => !isAbout(request, room),
};

/** A date of a series is only touched while the series is written. */
function kindOfEvent(method: string, id: string): RequestKind {
  const isDate = readItemId(id).originalStartMs !== null;
  if (method === 'DELETE') return isDate ? 'complete' : 'remove';
  return isDate ? 'check' : 'event';
}

function isAbout({ path }: HttpMessage, room: string): boolean {
  return decodeURIComponent(path).toLowerCase().includes(room);
}
