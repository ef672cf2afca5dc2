import type { CallContext } from '@/lib/calendar/backend';
import { eventPath, type Place } from '@/lib/calendar/backends/graph/addresses';
import type { GraphClient } from '@/lib/calendar/backends/graph/client';
import {
  expandProperties,
  propertyOf,
  uidProperty,
} from '@/lib/calendar/backends/graph/extended-properties';
import { findByIcalUid } from '@/lib/calendar/backends/graph/find-events';
import { addressOf, readGraphEvent } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { seriesIcalUid } from '@/lib/calendar/backends/graph/ical-uid';
import type { GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { isBackendError } from '@/lib/calendar/errors';

/** From events as a mailbox shows them to the uids that callers know them by. */
export interface OwnUids {
  /** Foyer's own uid where the event is Foyer's, else the iCalUId. */
  of(event: GraphEvent, mailbox: string, ctx: CallContext): Promise<string>;
}

const operation: GraphOperation = { name: 'get event', writes: false, missing: 'event-not-found' };
const mostRemembered = 10_000;

/**
 * Foyer's uid stands at the event of its writer only: at the master of a series and, of a meeting, at
 * the organiser's. What was found out once stays true, so it is remembered, within bounds.
 */
export function createOwnUids(client: GraphClient): OwnUids {
  const remembered = new Map<string, string>();
  const remember = (key: string, uid: string): string => {
    remembered.set(key, uid);
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return uid;
  };
  return {
    async of(event, mailbox, ctx) {
      const own = propertyOf(event, uidProperty);
      if (own !== null) return own;
      const icalUid = seriesIcalUid(event.iCalUId ?? '');
      const home = event.isOrganizer ? mailbox : addressOf(event.organizer ?? {});
      const key = JSON.stringify([home, icalUid]);
      const known = remembered.get(key);
      if (known !== undefined) return known;
      if (event.isOrganizer && !event.seriesMasterId) return icalUid;
      const written = event.isOrganizer
        ? await readMaster(client, { mailbox, id: event.seriesMasterId ?? '' }, ctx)
        : await unlessForeign(() => findByIcalUid(client, home, icalUid, ctx));
      if (!written) return icalUid;
      return remember(key, propertyOf(written, uidProperty) ?? icalUid);
    },
  };
}

async function readMaster(
  client: GraphClient,
  place: Place,
  ctx: CallContext,
): Promise<GraphEvent> {
  const query = { $expand: expandProperties };
  const { mailbox } = place;
  const path = eventPath(place);
  return readGraphEvent(await client.json({ operation, method: 'GET', path, mailbox, query }, ctx));
}

/** An organiser of another organisation, or one whom the application may not act for, is not ours. */
export async function unlessForeign<T>(look: () => Promise<T | null>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    const foreign = ['room-not-found', 'forbidden', 'invalid-request'];
    if (isBackendError(error) && foreign.includes(error.code)) return null;
    throw error;
  }
}
