import { createHash } from 'node:crypto';
import type { RoomRef } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';

/**
 * The URL of a room's calendar, ending with a slash. Relative ones start at the server's address.
 * @throws BackendError `invalid-request` when there is none, or it lies on another origin: that is
 * where the credentials would go.
 */
export function calendarUrlOf({ address }: Pick<RoomRef, 'address'>, serverUrl: string): URL {
  const text = address.calendarUrl ?? '';
  if (text === '' || !URL.canParse(text, serverUrl)) {
    throw refused('the room has no readable calendar URL');
  }
  const url = new URL(text, serverUrl);
  if (url.origin !== new URL(serverUrl).origin || url.username !== '' || url.password !== '') {
    throw refused("the room's calendar URL lies outside the connection's server");
  }
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/**
 * The one way in which an href is written here, whatever the server's way of escaping: an absolute
 * path, each part decoded and encoded again.
 */
export function canonicalPath(href: string, base: URL): string {
  const { pathname } = new URL(href, base);
  return pathname.split('/').map(canonicalPart).join('/');
}

/** The URL of a handle, which is a canonical path. */
export function objectUrlOf(handle: string, serverUrl: string): URL {
  const url = new URL(serverUrl);
  if (!handle.startsWith('/')) throw refused('the event handle is not a path');
  url.pathname = handle;
  return url;
}

/** Where an event of that uid is written: the uid itself where that is safe, else its digest. */
export function newObjectUrl(calendar: URL, uid: string): URL {
  const safe = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/.test(uid);
  const name = safe ? uid : createHash('sha256').update(uid, 'utf8').digest('hex');
  return new URL(`${name}.ics`, calendar);
}

/** The room of a reference or draft, of which CalDAV in direct mode knows exactly one. */
export function onlyRoomOf(rooms: readonly RoomRef[]): RoomRef {
  const [room, ...more] = rooms;
  if (!room || more.length > 0) throw refused('an event here belongs to exactly one room');
  return room;
}

function canonicalPart(part: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(part));
  } catch (error) {
    // A part with a stray percent sign is kept as the server wrote it.
    if (error instanceof URIError) return part;
    throw error;
  }
}

function refused(message: string): BackendError {
  return new BackendError('invalid-request', message);
}
