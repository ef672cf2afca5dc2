import type {
  CalendarBackend,
  CallContext,
  ChangePage,
  ListChangesQuery,
} from '@/lib/calendar/backend';
import { calendarUrlOf, canonicalPath } from '@/lib/calendar/backends/caldav/addresses';
import {
  formatCursor,
  type Members,
  parseCursor,
  versionDigest,
} from '@/lib/calendar/backends/caldav/change-cursor';
import type { DavClient } from '@/lib/calendar/backends/caldav/client';
import { listObjects } from '@/lib/calendar/backends/caldav/collection-reader';
import {
  type DavResource,
  davNamespace,
  type Multistatus,
} from '@/lib/calendar/backends/caldav/multistatus';
import { badAnswer, type DavOperation } from '@/lib/calendar/backends/caldav/native-errors';
import { type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';

const operation: DavOperation = { method: 'REPORT', writes: false, missing: 'room-not-found' };
/** RFC 6578 section 3.6: the server lists only a part and says so by a 507 of the collection. */
const partOnly = 507;

/** What servers answer to a token that they do not know (RFC 6578 says 403) or have never written. */
const tokenRefusals: readonly BackendErrorCode[] = [
  'forbidden',
  'conflict',
  'stale',
  'invalid-request',
  'unsupported',
  'unavailable',
  'bad-response',
];

/**
 * The change feed of a calendar: by sync-collection (RFC 6578) where the server was seen to refuse a
 * token that it does not know, which makes a gap of it. Elsewhere such a token would silently hide
 * what was removed, so the cursor holds what the calendar held, and the objects' ETags are compared.
 */
export function createChangeFeed(
  client: DavClient,
  serverUrl: string,
): Pick<CalendarBackend, 'doListChanges'> {
  const proof = createTokenProof(client);

  const cursorNow = async (calendar: URL, ctx: CallContext): Promise<string> => {
    const token = await currentToken(client, calendar, ctx);
    if (token !== null && (await proof.refusesUnknown(calendar, token, ctx))) {
      return formatCursor({ kind: 'token', token });
    }
    return formatCursor({ kind: 'members', members: await membersOf(client, calendar, ctx) });
  };
  const gap = async (calendar: URL, ctx: CallContext): Promise<ChangePage> => ({
    gap: true,
    cursor: await cursorNow(calendar, ctx),
  });

  return {
    async doListChanges({ room, cursor }: ListChangesQuery, ctx: CallContext): Promise<ChangePage> {
      const calendar = calendarUrlOf(room, serverUrl);
      if (cursor === null) {
        return { gap: false, changes: [], cursor: await cursorNow(calendar, ctx), more: false };
      }
      const place = parseCursor(cursor);
      // RFC 6578 has an empty token list everything, which would hide what was removed meanwhile.
      if (!place || (place.kind === 'token' && place.token === '')) return gap(calendar, ctx);
      if (place.kind === 'members') {
        return toDifference(place.members, await membersOf(client, calendar, ctx));
      }
      try {
        return toPage(await sync(client, calendar, place.token, ctx), calendar);
      } catch (error) {
        if (!isBackendError(error) || !tokenRefusals.includes(error.code)) throw error;
        return gap(calendar, ctx);
      }
    },
  };
}

/** Finds out once per connection whether the server refuses a token that it does not know. */
function createTokenProof(client: DavClient) {
  let proved: boolean | null = null;
  return {
    async refusesUnknown(calendar: URL, token: string, ctx: CallContext): Promise<boolean> {
      proved ??= await isRefused(client, calendar, unknownLike(token), ctx);
      return proved;
    },
  };
}

/** Of the token's own make, so that it is not refused for its looks alone. */
function unknownLike(token: string): string {
  const other = token.replace(/\d/g, (digit) => String(9 - Number(digit)));
  return other === token ? `${token}9` : other;
}

async function isRefused(
  client: DavClient,
  calendar: URL,
  token: string,
  ctx: CallContext,
): Promise<boolean> {
  try {
    await sync(client, calendar, token, ctx);
    return false;
  } catch (error) {
    if (isBackendError(error) && tokenRefusals.includes(error.code)) return true;
    throw error;
  }
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
      resource.status === 404 ? removed(handleOf(resource)) : touched(handleOf(resource)),
    );
  const more = resources.some(
    (resource) => handleOf(resource) === own && resource.status === partOnly,
  );
  return { gap: false, changes, cursor: formatCursor({ kind: 'token', token: syncToken }), more };
}

function toDifference(before: Members, now: Members): ChangePage {
  const changed = [...now].filter(
    ([handle, digest]) => digest === noDigest || before.get(handle) !== digest,
  );
  const gone = [...before.keys()].filter((handle) => !now.has(handle));
  return {
    gap: false,
    changes: [...gone.map(removed), ...changed.map(([handle]) => touched(handle))],
    cursor: formatCursor({ kind: 'members', members: now }),
    more: false,
  };
}

const removed = (handle: string) => ({ handle, removed: true }) as const;
const touched = (handle: string) => ({ handle, removed: false, uid: null }) as const;

/** Of an object whose ETag the server does not tell: it may have changed at any time. */
const noDigest = '-';

async function membersOf(client: DavClient, calendar: URL, ctx: CallContext): Promise<Members> {
  const listed = await listObjects(client, calendar, ctx);
  return new Map(
    listed.map(({ handle, version }) => [
      handle,
      version === null ? noDigest : versionDigest(version),
    ]),
  );
}

/** Null where the server keeps none for this calendar. */
async function currentToken(
  client: DavClient,
  calendar: URL,
  ctx: CallContext,
): Promise<string | null> {
  const wanted = { 'd:sync-token': {} };
  const { resources } = await client.propfind(calendar, '0', wanted, ctx);
  const token = resources[0]?.property(davNamespace, 'sync-token')?.text.trim() ?? '';
  return token === '' ? null : token;
}
