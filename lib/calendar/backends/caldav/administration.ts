import { createHash } from 'node:crypto';
import type {
  BackendAdmin,
  CallContext,
  DiscoveredRoom,
  ProvisionRequest,
  RoomListing,
} from '@/lib/calendar/backend';
import { calendarUrlOf } from '@/lib/calendar/backends/caldav/addresses';
import type { DavClient } from '@/lib/calendar/backends/caldav/client';
import {
  caldavNamespace,
  type DavResource,
  davNamespace,
} from '@/lib/calendar/backends/caldav/multistatus';
import { cleanText } from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { createVtimezone } from '@/lib/calendar/backends/shared/icalendar/vtimezone-writer';
import { childOf, childrenOf } from '@/lib/calendar/backends/shared/xml-reader';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import type { RoomAddress } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import { dayMs, type Instant, instant } from '@/lib/core/time/instant';

const zoneYears = 5;

/**
 * Making, finding and removing calendars as the service account. A room is its calendar: to provision
 * the one is to make the other.
 */
export function createAdministration(
  client: DavClient,
  serverUrl: string,
  clock: Clock,
): BackendAdmin {
  const create = async (request: ProvisionRequest, ctx: CallContext): Promise<RoomAddress> => {
    const url = await newCalendarUrl(client, serverUrl, request, ctx);
    await client.makeCalendar(url, calendarProperties(request, clock.now()), ctx);
    return { ...request.address, calendarUrl: url.href };
  };
  const remove = async (address: RoomAddress, ctx: CallContext): Promise<void> => {
    const url = calendarUrlOf({ address }, serverUrl);
    await refuseOtherThanCalendar(client, url, ctx);
    await client.remove(url, { condition: { kind: 'any' } }, 'room-not-found', ctx);
    await checkGone(client, url, ctx);
  };
  return {
    doListRooms: (ctx) => listRooms(client, serverUrl, ctx),
    doCreateCalendar: create,
    doDeleteCalendar: remove,
    doProvisionRoom: create,
    doDeleteRoom: remove,
  };
}

async function listRooms(
  client: DavClient,
  serverUrl: string,
  ctx: CallContext,
): Promise<RoomListing> {
  const home = await findHome(client, serverUrl, ctx);
  const wanted = {
    'd:resourcetype': {},
    'd:displayname': {},
    'c:supported-calendar-component-set': {},
  };
  const { resources } = await client.propfind(home, '1', wanted, ctx);
  const rooms = resources.filter(isEventCalendar).map((resource) => toRoom(resource, home));
  return { rooms, cutLists: [] };
}

function toRoom(resource: DavResource, home: URL): DiscoveredRoom {
  const url = new URL(new URL(resource.href, home).pathname, home);
  const name = resource.property(davNamespace, 'displayname')?.text.trim() ?? '';
  const lastPart = url.pathname.split('/').findLast((part) => part !== '') ?? '';
  return {
    name: name === '' ? decodeURIComponent(lastPart) : name,
    address: { calendarUrl: url.href },
    capacity: null,
    building: null,
    floor: null,
    accessible: null,
    equipment: [],
  };
}

function isCalendar(resource: DavResource): boolean {
  const type = resource.property(davNamespace, 'resourcetype');
  return type !== null && childOf(type, caldavNamespace, 'calendar') !== null;
}

function isEventCalendar(resource: DavResource): boolean {
  if (!isCalendar(resource)) return false;
  const components = resource.property(caldavNamespace, 'supported-calendar-component-set');
  if (!components) return true;
  const named = childrenOf(components, caldavNamespace, 'comp');
  return named.length === 0 || named.some(({ attributes }) => attributes.get('name') === 'VEVENT');
}

/** Principal, then home (RFC 5397, RFC 4791 section 6.2.1); the server's address when it hides them. */
async function findHome(client: DavClient, serverUrl: string, ctx: CallContext): Promise<URL> {
  const start = new URL(serverUrl);
  const principal = await hrefProperty(client, start, davNamespace, 'current-user-principal', ctx);
  const at = principal ?? start;
  return (await hrefProperty(client, at, caldavNamespace, 'calendar-home-set', ctx)) ?? start;
}

async function hrefProperty(
  client: DavClient,
  url: URL,
  namespace: string,
  name: string,
  ctx: CallContext,
): Promise<URL | null> {
  try {
    const prefixed = `${namespace === davNamespace ? 'd' : 'c'}:${name}`;
    const { resources } = await client.propfind(url, '0', { [prefixed]: {} }, ctx);
    const property = resources[0]?.property(namespace, name);
    const href = property ? childOf(property, davNamespace, 'href')?.text.trim() : undefined;
    return href ? new URL(new URL(href, url).pathname, url) : null;
  } catch (error) {
    // Discovery often fails where the calendars themselves answer.
    const hidden = ['forbidden', 'room-not-found', 'unsupported', 'bad-response'];
    if (isBackendError(error) && hidden.includes(error.code)) return null;
    throw error;
  }
}

async function newCalendarUrl(
  client: DavClient,
  serverUrl: string,
  { address, name }: ProvisionRequest,
  ctx: CallContext,
): Promise<URL> {
  // Asked even when the address is given: some servers make the home at the first look into it.
  const home = await findHome(client, serverUrl, ctx);
  if (address.calendarUrl !== undefined) return calendarUrlOf({ address }, serverUrl);
  return new URL(`${pathPart(name)}/`, home.pathname.endsWith('/') ? home : `${home.href}/`);
}

/** A readable part of a path; names that have nothing to read get their digest. */
function pathPart(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return plain === '' ? createHash('sha256').update(name).digest('hex').slice(0, 16) : plain;
}

function calendarProperties({ name, timeZone }: ProvisionRequest, now: Instant) {
  const until = instant(now + zoneYears * 366 * dayMs);
  const zone = createVtimezone(timeZone, now, until).toString();
  const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Foyer//EN\r\n${zone}\r\nEND:VCALENDAR\r\n`;
  return {
    'd:displayname': { _text: cleanText(name) },
    'c:calendar-timezone': { _text: calendar },
    'c:supported-calendar-component-set': { 'c:comp': { _attributes: { name: 'VEVENT' } } },
  };
}

/** Some servers answer 204 and only end the sharing of a calendar that belongs to somebody else. */
async function checkGone(client: DavClient, url: URL, ctx: CallContext): Promise<void> {
  const left = await client
    .propfind(url, '0', { 'd:resourcetype': {} }, ctx)
    .catch((error: unknown) => {
      if (isBackendError(error) && error.code === 'room-not-found') return null;
      throw error;
    });
  if (!left?.resources.some(isCalendar)) return;
  throw new BackendError('unsupported', 'the server kept the calendar: its owner must delete it', {
    outcome: 'unknown',
  });
}

/** A DELETE removes whatever the address names, a whole home among it: look first. */
async function refuseOtherThanCalendar(
  client: DavClient,
  url: URL,
  ctx: CallContext,
): Promise<void> {
  const { resources } = await client.propfind(url, '0', { 'd:resourcetype': {} }, ctx);
  const [resource] = resources;
  if (resource && isCalendar(resource)) return;
  throw new BackendError('invalid-request', 'the address does not name a calendar', {
    outcome: 'not-applied',
  });
}
