import type { CallContext } from '@/lib/calendar/backend';
import { eventsPath } from '@/lib/calendar/backends/graph/addresses';
import type { GraphClient } from '@/lib/calendar/backends/graph/client';
import {
  expandProperties,
  icalUidFilter,
  propertyOf,
  uidFilter,
  uidProperty,
} from '@/lib/calendar/backends/graph/extended-properties';
import { addressOf, readGraphEvent } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { readAllPages } from '@/lib/calendar/backends/graph/read-pages';

const operation: GraphOperation = {
  name: 'list events',
  writes: false,
  missing: 'room-not-found',
};

/** The event that Foyer wrote into that mailbox under that uid. */
export async function findByOwnUid(
  client: GraphClient,
  mailbox: string,
  uid: string,
  ctx: CallContext,
): Promise<GraphEvent | null> {
  const events = await search(client, mailbox, uidFilter(uid), ctx);
  return events.find((event) => propertyOf(event, uidProperty) === uid) ?? null;
}

/** The event of that iCalUId: every mailbox that is invited has its own copy under it. */
export async function findByIcalUid(
  client: GraphClient,
  mailbox: string,
  icalUid: string,
  ctx: CallContext,
): Promise<GraphEvent | null> {
  const events = await search(client, mailbox, icalUidFilter(icalUid), ctx);
  return events.find((event) => event.iCalUId === icalUid) ?? null;
}

/**
 * Whole events only, and none that are cancelled; Exchange compares without regard to case. Of several
 * always the same comes first.
 */
async function search(
  client: GraphClient,
  mailbox: string,
  filter: string,
  ctx: CallContext,
): Promise<readonly GraphEvent[]> {
  const query = { $filter: filter, $expand: expandProperties, $top: '50' };
  const path = eventsPath(mailbox);
  const items = await readAllPages(client, { operation, method: 'GET', path, mailbox, query }, ctx);
  return items
    .map(readGraphEvent)
    .filter(
      ({ isCancelled, type }) => !isCancelled && type !== 'occurrence' && type !== 'exception',
    )
    .sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
}

/** Who organises the events of a mailbox, each once, by address in lower case. */
export async function organizersIn(
  client: GraphClient,
  mailbox: string,
  ctx: CallContext,
): Promise<readonly string[]> {
  const query = { $select: 'id,organizer', $top: '100' };
  const path = eventsPath(mailbox);
  const items = await readAllPages(client, { operation, method: 'GET', path, mailbox, query }, ctx);
  const addresses = items.map((item) => addressOf(readGraphEvent(item).organizer ?? {}));
  return [...new Set(addresses)].filter((address) => address !== '');
}
