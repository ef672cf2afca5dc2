import type { CallContext, ChangePage, ListChangesQuery } from '@/lib/calendar/backend';
import { calendarUrlOf, canonicalPath } from '@/lib/calendar/backends/caldav/addresses';
import type { DavClient } from '@/lib/calendar/backends/caldav/client';
import {
  type DavResource,
  davNamespace,
  type Multistatus,
} from '@/lib/calendar/backends/caldav/multistatus';
import { badAnswer, type DavOperation } from '@/lib/calendar/backends/caldav/native-errors';
import { BackendError, type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';

const operation: DavOperation = { method: 'REPORT', writes: false, missing: 'room-not-found' };
/** RFC 6578 section 3.6: the server lists only a part and says so by a 507 of the collection. */
const partOnly = 507;

/** What servers answer to a token that they do not know (RFC 6578 says 403) or have never written. */
const tokenRefusals: readonly BackendErrorCode[] = [
  'forbidden',
  'conflict',
  'stale',
  'invalid-request',
  'unavailable',
  'bad-response',
];

/**
 * The change feed of a calendar by sync-collection (RFC 6578). Tokens are opaque texts. A token that
 * the server does not take, for whatever reason it gives, is a gap, provided that the calendar itself
 * still answers with a new one.
 */
export function createChangeFeed(client: DavClient, serverUrl: string) {
  return {
    async doListChanges({ room, cursor }: ListChangesQuery, ctx: CallContext): Promise<ChangePage> {
      const calendar = calendarUrlOf(room, serverUrl);
      if (cursor === null) {
        const first = await currentToken(client, calendar, ctx);
        return { gap: false, changes: [], cursor: first, more: false };
      }
      // RFC 6578 has an empty token list everything, which would hide what was removed meanwhile.
      if (cursor === '') return { gap: true, cursor: await currentToken(client, calendar, ctx) };
      try {
        return toPage(await sync(client, calendar, cursor, ctx), calendar);
      } catch (error) {
        if (!isBackendError(error) || !tokenRefusals.includes(error.code)) throw error;
        return { gap: true, cursor: await currentToken(client, calendar, ctx) };
      }
    },
  };
}

function sync(
  client: DavClient,
  calendar: URL,
  token: string,
  ctx: CallContext,
): Promise<Multistatus> {
  const body = {
    'd:sync-collection': {
      'd:sync-token': { _text: token },
      'd:sync-level': { _text: '1' },
      'd:prop': { 'd:getetag': {} },
    },
  };
  return client.report(calendar, '0', body, ctx);
}

function toPage({ resources, syncToken }: Multistatus, calendar: URL): ChangePage {
  if (syncToken === null) throw badAnswer(operation, 'it holds no sync token');
  const own = canonicalPath(calendar.href, calendar);
  const handleOf = ({ href }: DavResource) => canonicalPath(href, calendar);
  const changes = resources
    .filter((resource) => handleOf(resource) !== own)
    .map((resource) =>
      resource.status === 404
        ? ({ handle: handleOf(resource), removed: true } as const)
        : ({ handle: handleOf(resource), removed: false, uid: null } as const),
    );
  const more = resources.some(
    (resource) => handleOf(resource) === own && resource.status === partOnly,
  );
  return { gap: false, changes, cursor: syncToken, more };
}

async function currentToken(client: DavClient, calendar: URL, ctx: CallContext): Promise<string> {
  const wanted = { 'd:sync-token': {} };
  const { resources } = await client.propfind(calendar, '0', wanted, ctx);
  const token = resources[0]?.property(davNamespace, 'sync-token')?.text.trim() ?? '';
  if (token === '') {
    throw new BackendError('unsupported', 'the server keeps no sync tokens for this calendar');
  }
  return token;
}
