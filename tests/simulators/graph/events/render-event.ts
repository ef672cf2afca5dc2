import { iCalUIdOfDate } from '../store/ical-uid';
import { occurrenceId } from '../store/item-id';
import { formatUtc, formatWall, wallIn, writeDateTime } from '../zones';
import { type EventDate, seriesZone } from './series-dates';
import type { Attendee, EventContent, Recurrence, StoredEvent, ZonedTime } from './stored-event';

type Json = Readonly<Record<string, unknown>>;

/** What a request prefers: `outlook.timezone` and `outlook.body-content-type`. */
export interface Presentation {
  readonly zone: string;
  readonly bodyType: 'text' | 'html';
}

const never = '0001-01-01T00:00:00Z';

/** An event or the master of a series, with every property that Graph shows unasked. */
export function renderEvent(event: StoredEvent, shown: Presentation): Json {
  return {
    ...renderContent(event, event, shown),
    ...keysOf(event.id, event.changeKey, event.modifiedMs),
    type: event.recurrence === null ? 'singleInstance' : 'seriesMaster',
    seriesMasterId: null,
    occurrenceId: null,
    recurrence: event.recurrence === null ? null : renderRecurrence(event.recurrence),
  };
}

/** One date: of a series with an id of its own and its original start. */
export function renderDate(date: EventDate, shown: Presentation): Json {
  const { event, originalStartMs } = date;
  if (originalStartMs === null) return renderEvent(event, shown);
  const exception = event.exceptions.get(originalStartMs);
  const changeKey = exception?.changeKey ?? event.changeKey;
  return {
    ...renderContent(event, date.content, shown),
    ...keysOf(
      occurrenceId(event.id, originalStartMs),
      changeKey,
      exception?.modifiedMs ?? event.modifiedMs,
    ),
    type: date.isException ? 'exception' : 'occurrence',
    seriesMasterId: event.id,
    occurrenceId: occurrenceName(event, originalStartMs),
    iCalUId: iCalUIdOfDate(event.iCalUId, dayOf(event, originalStartMs)),
    originalStart: formatUtc(originalStartMs),
    recurrence: null,
  };
}

/** What `cancelledOccurrences` calls a date. */
export function occurrenceName(event: StoredEvent, originalStartMs: number): string {
  return `OID.${event.id}.${dayOf(event, originalStartMs)}`;
}

function dayOf(event: StoredEvent, originalStartMs: number): string {
  return formatWall(wallIn(originalStartMs, seriesZone(event))).slice(0, 10);
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

function renderContent(event: StoredEvent, content: EventContent, shown: Presentation): Json {
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
    bodyPreview: textOf(content.body).slice(0, 255),
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
    body: renderBody(content, shown),
    start: renderTime(content.start, content.isAllDay, shown.zone),
    end: renderTime(content.end, content.isAllDay, shown.zone),
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

/** Exchange keeps HTML, wraps whatever it is given, and makes text of it for who prefers text. */
function renderBody({ bodyType, body }: EventContent, shown: Presentation): Json {
  if (shown.bodyType === 'text') {
    return { contentType: 'text', content: bodyType === 'text' ? body : textOf(body) };
  }
  const html = bodyType === 'text' ? escapeHtml(body) : body;
  const isWhole = html === '' || html.startsWith('<html>');
  return {
    contentType: 'html',
    content: isWhole
      ? html
      : `<html>\r\n<head>\r\n</head>\r\n<body>\r\n${html}\r\n</body>\r\n</html>\r\n`,
  };
}

function textOf(html: string): string {
  return html
    .replace(/<br\s*\/?>/gi, '\r\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
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
