import type { Dialect, RequestKind } from '@/tests/bench/wire/dialect';
import { operationOf } from '@/tests/simulators/ews/answer';

/** Exchange Web Services, as Foyer asks them for rooms that are invited. */
export const ewsDialect: Dialect = {
  kindOf: ({ body }) => {
    switch (operationOf(body)) {
      case 'CreateItem':
        return 'write';
      case 'UpdateItem':
        return 'complete';
      case 'DeleteItem':
        // A date of a series is only touched while the series is written.
        return body.includes('OccurrenceItemId') ? 'complete' : 'remove';
      case 'FindItem':
        return 'search';
      case 'GetItem':
        return body.includes('AdditionalProperties') ? 'search' : 'check';
      case 'GetUserAvailabilityRequest':
        return kindOfAvailability(body);
      default:
        return 'aside';
    }
  },
  // Rooms are searched first, then the calendar of who called the meeting.
  endsLookUp: ({ body }, room) => !body.toLowerCase().includes(room),
};

/** About that hour it is only asked to learn whether there is such a room. */
const anyHour = '2030-01-01T';

function kindOfAvailability(body: string): RequestKind {
  return body.includes(anyHour) ? 'prepare' : 'live';
}
