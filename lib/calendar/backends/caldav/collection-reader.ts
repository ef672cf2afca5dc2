import type { CallContext } from '@/lib/calendar/backend';
import { canonicalPath } from '@/lib/calendar/backends/caldav/addresses';
import type { DavClient, XmlBody } from '@/lib/calendar/backends/caldav/client';
import {
  caldavNamespace,
  type DavResource,
  davNamespace,
} from '@/lib/calendar/backends/caldav/multistatus';
import { badAnswer, type DavOperation } from '@/lib/calendar/backends/caldav/native-errors';
import {
  type CalendarObject,
  readCalendarObject,
} from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { BackendError } from '@/lib/calendar/errors';

/** An object of a calendar as it now stands on the server. */
export interface StoredObject {
  readonly handle: string;
  readonly version: string | null;
  readonly object: CalendarObject;
}

export interface CollectionReader {
  /** Every event object of the calendar, complete or not at all. */
  read(calendar: URL, ctx: CallContext): Promise<readonly StoredObject[]>;
  /** Remembers an object that was read by itself: as long as its ETag is listed it is not read again. */
  learn(calendar: URL, object: StoredObject): void;
}

/** An object's name and version, without its text. */
export interface ListedObject {
  readonly handle: string;
  readonly href: string;
  readonly version: string | null;
}

interface Remembered {
  readonly objects: ReadonlyMap<string, StoredObject>;
  readonly characters: number;
}

const operation: DavOperation = { method: 'REPORT', writes: false, missing: 'room-not-found' };
const hrefsPerFetch = 100;
const rememberedCharacters = 96_000_000;

const eventsQuery = (properties: XmlBody): XmlBody => ({
  'c:calendar-query': {
    'd:prop': properties,
    'c:filter': {
      'c:comp-filter': {
        _attributes: { name: 'VCALENDAR' },
        'c:comp-filter': { _attributes: { name: 'VEVENT' } },
      },
    },
  },
});
const wholeObjects: XmlBody = { 'd:getetag': {}, 'c:calendar-data': {} };

/**
 * Reads whole calendars: first the list of objects with their ETags, then the text of those that
 * changed since. No time-range is used, because servers' filters miss events (overrides moved in,
 * recurrences after the first, days-long DURATIONs, their own idea of a zone), and a missed event
 * would be a free room. What was read is remembered by ETag.
 */
export function createCollectionReader(client: DavClient): CollectionReader {
  const memory = createMemory();
  return {
    async read(calendar, ctx) {
      const listed = await listObjects(client, calendar, ctx);
      const known = memory.recall(calendar.pathname);
      const found = new Map<string, StoredObject>();
      for (const { handle, version } of listed) {
        const object = known.get(handle);
        if (object && isStillTrue(object, version)) found.set(handle, object);
      }
      const missing = listed.filter(({ handle }) => !found.has(handle));
      for (let at = 0; at < missing.length; at += hrefsPerFetch) {
        const part = missing.slice(at, at + hrefsPerFetch);
        for (const object of await fetchObjects(client, calendar, part, ctx)) {
          found.set(object.handle, object);
        }
        // Also what a deadline leaves half read, so that the next look goes on from there.
        memory.keep(calendar.pathname, new Map([...known, ...found]));
      }
      const gone = missing.filter(({ handle }) => !found.has(handle));
      if (gone.length > 0) await checkGone(client, calendar, gone, ctx);
      memory.keep(calendar.pathname, found);
      return [...found.values()];
    },
    learn(calendar, object) {
      const known = memory.recall(calendar.pathname);
      memory.keep(calendar.pathname, new Map([...known, [object.handle, object]]));
    },
  };
}

/**
 * Whether what is remembered need not be read again. What was broken is: perhaps only its way here was,
 * and the same ETag would keep it broken for ever.
 */
function isStillTrue({ version, object }: StoredObject, listed: string | null): boolean {
  return listed !== null && version === listed && object.faults.length === 0;
}

/** Names and versions of every event object of the calendar. */
export async function listObjects(
  client: DavClient,
  calendar: URL,
  ctx: CallContext,
): Promise<readonly ListedObject[]> {
  const { resources } = await client.report(calendar, '1', eventsQuery({ 'd:getetag': {} }), ctx);
  const own = canonicalPath(calendar.href, calendar);
  const there = resources.filter(({ status }) => status !== 404);
  const missing = resources.filter((each) => !there.includes(each));
  if (missing.some(({ href }) => canonicalPath(href, calendar) === own)) {
    throw new BackendError('room-not-found', 'the server says that the calendar is not there');
  }
  if (missing.length > 0 && there.length === 0) throw badAnswer(operation, 'all of it is 404');
  return there
    .map((resource) => toListed(resource, calendar))
    .filter(({ handle }) => handle !== own);
}

/** What went between list and fetch is no longer listed; else the server contradicts itself. */
async function checkGone(
  client: DavClient,
  calendar: URL,
  gone: readonly ListedObject[],
  ctx: CallContext,
): Promise<void> {
  const listed = await listObjects(client, calendar, ctx);
  const still = new Set(listed.map(({ handle }) => handle));
  if (!gone.some(({ handle }) => still.has(handle))) return;
  throw badAnswer(operation, 'an object is listed and yet not there');
}

function toListed(resource: DavResource, calendar: URL): ListedObject {
  checkWhole(resource);
  const version = resource.property(davNamespace, 'getetag')?.text.trim() ?? '';
  return {
    handle: canonicalPath(resource.href, calendar),
    href: new URL(resource.href, calendar).pathname,
    version: version === '' ? null : version,
  };
}

async function fetchObjects(
  client: DavClient,
  calendar: URL,
  wanted: readonly ListedObject[],
  ctx: CallContext,
): Promise<readonly StoredObject[]> {
  const body = {
    'c:calendar-multiget': {
      'd:prop': wholeObjects,
      'd:href': wanted.map(({ href }) => ({ _text: href })),
    },
  };
  const { resources } = await client.report(calendar, '1', body, ctx);
  const answered = byHandle(resources, calendar);
  const rest = wanted.some(({ handle }) => !answered.has(handle))
    ? await fetchUnnamed(client, calendar, ctx)
    : new Map<string, DavResource>();
  return wanted.flatMap(({ handle }) => {
    const resource = answered.get(handle) ?? rest.get(handle);
    if (!resource) throw badAnswer(operation, 'an object that was asked for is not in it');
    return resource.status === 404 ? [] : [toStored(handle, resource)];
  });
}

/** One server lists copies under names that it cannot find again: there everything is asked for. */
async function fetchUnnamed(
  client: DavClient,
  calendar: URL,
  ctx: CallContext,
): Promise<ReadonlyMap<string, DavResource>> {
  const { resources } = await client.report(calendar, '1', eventsQuery(wholeObjects), ctx);
  return byHandle(resources, calendar);
}

function byHandle(
  resources: readonly DavResource[],
  calendar: URL,
): ReadonlyMap<string, DavResource> {
  return new Map(resources.map((resource) => [canonicalPath(resource.href, calendar), resource]));
}

function toStored(handle: string, resource: DavResource): StoredObject {
  checkWhole(resource);
  const data = resource.property(caldavNamespace, 'calendar-data');
  if (!data) throw badAnswer(operation, 'an object lacks its calendar data');
  const version = resource.property(davNamespace, 'getetag')?.text.trim() ?? '';
  return {
    handle,
    version: version === '' ? null : version,
    object: readCalendarObject(data.text),
  };
}

function checkWhole({ status, refusals }: DavResource): void {
  const refused = status !== null && status !== 200 ? status : refusals[0];
  if (refused !== undefined) throw badAnswer(operation, `a part of it is ${refused}`);
}

/** Remembers calendars up to a size; the one that was not read for the longest time goes first. */
function createMemory() {
  const calendars = new Map<string, Remembered>();
  let characters = 0;
  const forget = (path: string) => {
    characters -= calendars.get(path)?.characters ?? 0;
    calendars.delete(path);
  };
  return {
    recall: (path: string): ReadonlyMap<string, StoredObject> =>
      calendars.get(path)?.objects ?? new Map<string, StoredObject>(),
    keep(path: string, objects: ReadonlyMap<string, StoredObject>) {
      forget(path);
      const size = [...objects.values()].reduce((sum, { object }) => sum + object.characters, 0);
      calendars.set(path, { objects, characters: size });
      characters += size;
      for (const oldest of calendars.keys()) {
        if (characters <= rememberedCharacters || oldest === path) break;
        forget(oldest);
      }
    },
  };
}
