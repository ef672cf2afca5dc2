import { occurrenceId } from '../store/item-id';
import { formatUtc, formatWall, wallIn, writeDateTime } from '../zones';
import type { EventDate } from './series-dates';
import type { Attendee, EventContent, Recurrence, StoredEvent, ZonedTime } from './stored-event';

type Json = Readonly<Record<string, unknown>>;

const never = '0001-01-01T00:00:00Z';

/** An event or the master of a series, with every property that Graph shows unasked. */
export function renderEvent(event: StoredEvent, zone: string): Json {
  return {
    ...renderContent(event, event, zone),
    ...keysOf(event.id, event.changeKey, event.modifiedMs),
    type: event.recurrence === null ? 'singleInstance' : 'seriesMaster',
    seriesMasterId: null,
    occurrenceId: null,
    recurrence: event.recurrence === null ? null : renderRecurrence(event.recurrence),
  };
}

/** One date: of a series with an id of its own and its original start. */
export function renderDate(date: EventDate, zone: string): Json {
  const { event, originalStartMs } = date;
  if (originalStartMs === null) return renderEvent(event, zone);
  const exception = event.exceptions.get(originalStartMs);
  const changeKey = exception?.changeKey ?? event.changeKey;
  return {
    ...renderContent(event, date.content, zone),
    ...keysOf(
      occurrenceId(event.id, originalStartMs),
      changeKey,
      exception?.modifiedMs ?? event.modifiedMs,
    ),
    type: date.isException ? 'exception' : 'occurrence',
    seriesMasterId: event.id,
    occurrenceId: occurrenceName(event, originalStartMs),
    originalStart: formatUtc(originalStartMs),
    recurrence: null,
  };
}

/** What `cancelledOccurrences` calls a date. */
export function occurrenceName(event: StoredEvent, originalStartMs: number): string {
  const day = formatWall(wallIn(originalStartMs, event.start.zone)).slice(0, 10);
  return `OID.${event.id}.${day}`;
}

export function etagOf(changeKey: string): string {
  return `W/"${changeKey}"`;
}

function keysOf(id: string, changeKey: string, modifiedMs: number): Json {
  return {
    '@odata.etag': etagOf(changeKey),
    id,
    changeKey,
    lastModifiedDateTime: formatUtc(modifiedMs),
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
  };
}

function renderContent(event: StoredEvent, content: EventContent, zone: string): Json {
  return {
    createdDateTime: formatUtc(event.createdMs),
    categories: content.categories,
    transactionId: event.transactionId,
    originalStartTimeZone: content.start.zone,
    originalEndTimeZone: content.end.zone,
    iCalUId: event.iCalUId,
    reminderMinutesBeforeStart: content.reminderMinutesBeforeStart,
    isReminderOn: content.isReminderOn,
    hasAttachments: false,
    subject: content.subject,
    bodyPreview: content.body.replace(/<[^>]*>/g, '').slice(0, 255),
    importance: content.importance,
    sensitivity: content.sensitivity,
    isAllDay: content.isAllDay,
    isCancelled: content.isCancelled,
    isOrganizer: event.isOrganizer,
    isDraft: false,
    responseRequested: content.responseRequested,
    showAs: content.showAs,
    onlineMeetingUrl: null,
    isOnlineMeeting: content.isOnlineMeeting,
    onlineMeetingProvider: content.onlineMeetingProvider,
    onlineMeeting: null,
    allowNewTimeProposals: content.allowNewTimeProposals,
    hideAttendees: content.hideAttendees,
    responseStatus: { response: content.response, time: formatResponded(content.respondedMs) },
    body: { contentType: content.bodyType, content: renderBody(content) },
    start: renderTime(content.start, content.isAllDay, zone),
    end: renderTime(content.end, content.isAllDay, zone),
    location: renderLocation(content.location),
    locations: content.locations.map(renderLocation),
    attendees: content.attendees.map(renderAttendee),
    organizer: { emailAddress: event.organizer },
  };
}

/** All-day events float: midnight whatever the zone asked for. */
function renderTime(time: ZonedTime, isAllDay: boolean, zone: string) {
  return isAllDay
    ? { dateTime: formatWall(wallIn(time.atMs, time.zone)), timeZone: zone }
    : writeDateTime(time.atMs, zone);
}

/** Exchange wraps whatever it is given. */
function renderBody({ bodyType, body }: EventContent): string {
  if (bodyType === 'text' || body === '' || body.startsWith('<html>')) return body;
  return `<html>\r\n<head>\r\n</head>\r\n<body>\r\n${body}\r\n</body>\r\n</html>\r\n`;
}

function renderLocation(location: Json): Json {
  const name = location.displayName ?? '';
  return {
    displayName: name,
    locationType: 'default',
    ...(name === '' ? {} : { uniqueId: name }),
    uniqueIdType: name === '' ? 'unknown' : 'private',
    ...location,
  };
}

function renderAttendee({ address, name, type, response, respondedMs }: Attendee): Json {
  return {
    type,
    status: { response, time: formatResponded(respondedMs) },
    emailAddress: { name, address },
  };
}

export function renderRecurrence({ pattern, range }: Recurrence): Json {
  return {
    pattern: {
      type: pattern.type,
      interval: pattern.interval,
      month: pattern.month,
      dayOfMonth: pattern.dayOfMonth,
      ...(pattern.daysOfWeek.length > 0 ? { daysOfWeek: pattern.daysOfWeek } : {}),
      firstDayOfWeek: pattern.firstDayOfWeek,
      index: pattern.index,
    },
    range,
  };
}

function formatResponded(atMs: number | null): string {
  return atMs === null ? never : formatUtc(atMs);
}
