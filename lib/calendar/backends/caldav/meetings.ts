import { createHash } from 'node:crypto';
import type { CallContext, EventRef, RoomRef } from '@/lib/calendar/backend';
import {
  calendarUrlOf,
  canonicalPath,
  newObjectUrl,
} from '@/lib/calendar/backends/caldav/addresses';
import type { StoredText } from '@/lib/calendar/backends/caldav/client';
import type { StoredObject } from '@/lib/calendar/backends/caldav/collection-reader';
import type { Organizer, Organizers } from '@/lib/calendar/backends/caldav/organizers';
import type { ReadingParts, ReadObject } from '@/lib/calendar/backends/caldav/read-events';
import {
  parseCalendars,
  readCalendarObject,
} from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { parameterOf, rawValues } from '@/lib/calendar/backends/shared/icalendar/property-values';
import type { ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { BackendError, isBackendError } from '@/lib/calendar/errors';

/** A meeting as it stands in its organiser's calendar. */
export interface Meeting {
  readonly organizer: Organizer;
  readonly url: URL;
  readonly text: string;
  /** Of the text; it changes with every answer of a guest. */
  readonly etag: string | null;
  /** Its version is of what the organiser decides, and stays when guests answer. */
  readonly stored: StoredObject;
  readonly floating: ZoneRules;
}

export interface Meetings {
  /** The meeting under the name that its uid gives it there; null when there is none. */
  at(organizer: Organizer, uid: string, ctx: CallContext): Promise<Meeting | null>;
  /** The organiser's own object of an event; null when Foyer did not write it there. */
  of(ref: Pick<EventRef, 'uid' | 'handle' | 'rooms'>, ctx: CallContext): Promise<Meeting | null>;
  /** The meeting of a room's copy; null when it is not one of ours. */
  ofCopy(copy: StoredObject, uid: string, ctx: CallContext): Promise<Meeting | null>;
  /** What the server delivered into the room's own calendar; null when it holds nothing of it. */
  copyIn(room: RoomRef, uid: string, ctx: CallContext): Promise<ReadObject | null>;
}

/** Finds meetings from either end: the organiser's calendar, or a room's copy. */
export function createMeetings(parts: ReadingParts, organizers: Organizers): Meetings {
  const at = async (organizer: Organizer, uid: string, ctx: CallContext) => {
    const url = newObjectUrl(organizer.calendar, uid);
    const stored = await getOwn(parts, url, ctx);
    return stored ? toMeeting(parts, { organizer, url, uid, stored }, ctx) : null;
  };
  const ofCopy = async ({ object }: StoredObject, uid: string, ctx: CallContext) => {
    const email = object.events.find((event) => event.uid === uid)?.organizer?.email;
    const organizer = email === undefined ? null : organizers.of(email);
    return organizer ? at(organizer, uid, ctx) : null;
  };
  return {
    at,
    ofCopy,
    async of({ uid, handle, rooms }, ctx) {
      const likely = organizers.likely(ctx.onBehalfOf);
      const found = likely && (await at(likely, uid, ctx));
      if (found) return found;
      for (const room of rooms) {
        const url = copyUrl(room, handle, parts.serverUrl);
        const text = await getOwn(parts, url, ctx);
        if (!text) continue;
        return ofCopy({ handle, version: null, object: readCalendarObject(text.text) }, uid, ctx);
      }
      return null;
    },
    async copyIn(room, uid, ctx) {
      const calendar = calendarUrlOf(room, parts.serverUrl);
      const stored =
        (await copyByName(parts, newObjectUrl(calendar, uid), uid, ctx)) ??
        (await copyByUid(parts, calendar, uid, ctx));
      if (!stored) return null;
      return { stored, room, floating: await parts.zones.of(calendar, [stored], ctx) };
    },
  };
}

/**
 * In `invite` mode a handle is the name of an object within its calendar: servers give copies the name
 * of the original, so that it is the same in every room.
 */
export function toName(path: string): string {
  return path.split('/').at(-1) ?? '';
}

/** Where a room's copy of that name is. */
export function copyUrl(room: RoomRef, name: string, serverUrl: string): URL {
  const url = calendarUrlOf(room, serverUrl);
  url.pathname += name;
  return url;
}

/** Most servers give a copy the name of the original: one request instead of a whole look. */
async function copyByName(
  { client }: ReadingParts,
  url: URL,
  uid: string,
  ctx: CallContext,
): Promise<StoredObject | null> {
  const stored = await client.get(url, ctx);
  const object = stored && readCalendarObject(stored.text);
  if (!stored || !object?.uids.includes(uid)) return null;
  return { handle: canonicalPath(url.href, url), version: stored.version, object };
}

async function copyByUid(
  { reader }: ReadingParts,
  calendar: URL,
  uid: string,
  ctx: CallContext,
): Promise<StoredObject | null> {
  const objects = await reader.read(calendar, ctx);
  return objects.find(({ object }) => object.uids.includes(uid)) ?? null;
}

/** What may not be read is no calendar that Foyer writes meetings into. */
async function getOwn(
  { client }: ReadingParts,
  url: URL,
  ctx: CallContext,
): Promise<StoredText | null> {
  try {
    return await client.get(url, ctx);
  } catch (error) {
    if (isBackendError(error) && error.code === 'forbidden') return null;
    throw error;
  }
}

async function toMeeting(
  { zones }: ReadingParts,
  found: { organizer: Organizer; url: URL; uid: string; stored: StoredText },
  ctx: CallContext,
): Promise<Meeting | null> {
  const { organizer, url, uid } = found;
  const { text, version: etag } = found.stored;
  const object = readCalendarObject(text);
  if (!object.uids.includes(uid)) return null;
  const handle = canonicalPath(url.href, url);
  const stored = { handle, version: contentVersion(text), object };
  const floating = await zones.of(organizer.calendar, [stored], ctx);
  return { organizer, url, text, etag, stored, floating };
}

/** What guests and servers change on their own, and no organiser decides. */
const passingProperties: readonly string[] = ['dtstamp', 'last-modified', 'created', 'sequence'];
const lastingParameters: readonly string[] = ['tzid', 'value', 'range'];

/** A digest of what the organiser decides: answers, stamps and delivery notes left out. */
export function contentVersion(text: string): string {
  const calendars = parseCalendars(text);
  if (typeof calendars === 'string') throw new BackendError('bad-response', calendars);
  const lines = calendars
    .flatMap((calendar) => calendar.getAllSubcomponents('vevent'))
    .flatMap((event, at) =>
      event
        .getAllProperties()
        .filter(({ name }) => !passingProperties.includes(name))
        .map((property) =>
          JSON.stringify([
            at,
            property.name,
            lastingParameters.map((name) => parameterOf(property, name)),
            rawValues(property),
          ]),
        ),
    );
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('base64url').slice(0, 24);
}
