import { badRequest, invalidProperty } from '../graph-failure';
import { resolveZone, toEpochMs } from '../zones';
import { type AttendeeJson, type EventJson, eventJson } from './event-json';
import type { Attendee, EventContent, ZonedTime } from './stored-event';

const emptyContent: Omit<EventContent, 'start' | 'end'> = {
  subject: '',
  bodyType: 'html',
  body: '',
  sensitivity: 'normal',
  showAs: 'busy',
  importance: 'normal',
  isAllDay: false,
  categories: [],
  location: {},
  locations: [],
  attendees: [],
  hideAttendees: false,
  responseRequested: true,
  allowNewTimeProposals: true,
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  isOnlineMeeting: false,
  onlineMeetingProvider: 'unknown',
  extendedProperties: {},
  isCancelled: false,
  response: 'organizer',
  respondedMs: null,
};

/** @throws GraphFailure where the body is no event. */
export function parseEventJson(body: unknown): EventJson {
  const parsed = eventJson.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(
    'RequestBodyRead',
    `Cannot read the property '${issue?.path.join('.')}': ${issue?.message}`,
  );
}

/** What a new event holds, with Exchange's defaults for what the body does not say. */
export function newContent(json: EventJson): EventContent {
  if (!json.start || !json.end) throw invalidProperty('Start and End are required.');
  const [start, end] = [readTime(json.start), readTime(json.end)];
  return checked({ ...emptyContent, start, end, ...changesOf(json, []) });
}

/** What a change leaves; the answers of those who stay are kept. */
export function changedContent(before: EventContent, json: EventJson): EventContent {
  return checked({ ...before, ...changesOf(json, before.attendees) });
}

function changesOf(json: EventJson, attendees: readonly Attendee[]): Partial<EventContent> {
  const said: { -readonly [Key in keyof EventContent]?: EventContent[Key] | null | undefined } = {
    subject: json.subject,
    sensitivity: json.sensitivity,
    showAs: json.showAs,
    importance: json.importance,
    isAllDay: json.isAllDay,
    categories: json.categories,
    hideAttendees: json.hideAttendees,
    responseRequested: json.responseRequested,
    allowNewTimeProposals: json.allowNewTimeProposals,
    isReminderOn: json.isReminderOn,
    reminderMinutesBeforeStart: json.reminderMinutesBeforeStart,
    isOnlineMeeting: json.isOnlineMeeting,
    onlineMeetingProvider: json.onlineMeetingProvider,
    start: json.start && readTime(json.start),
    end: json.end && readTime(json.end),
    attendees: json.attendees?.map((attendee) => readAttendee(attendee, attendees)),
    extendedProperties:
      json.singleValueExtendedProperties &&
      Object.fromEntries(json.singleValueExtendedProperties.map(({ id, value }) => [id, value])),
    ...bodyOf(json),
    ...placesOf(json),
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined && value !== null),
  );
}

function bodyOf({ body }: EventJson): Partial<EventContent> {
  if (!body) return {};
  return {
    bodyType: body.contentType === 'text' ? 'text' : 'html',
    body: body.content ?? '',
  };
}

/** One of `location` and `locations` sets the other. */
function placesOf({ location, locations }: EventJson): Partial<EventContent> {
  if (locations) return { locations, location: location ?? locations[0] ?? {} };
  return location ? { location, locations: [location] } : {};
}

function readTime(time: { dateTime: string; timeZone?: string | null | undefined }): ZonedTime {
  const zone = time.timeZone || 'UTC';
  resolveZone(zone);
  return { atMs: toEpochMs(time.dateTime, zone), zone };
}

function readAttendee(json: AttendeeJson, before: readonly Attendee[]): Attendee {
  const { address, name } = json.emailAddress;
  const known = before.find((other) => other.address.toLowerCase() === address.toLowerCase());
  const type = json.type ?? known?.type ?? 'required';
  if (type !== 'required' && type !== 'optional' && type !== 'resource') {
    throw badRequest('RequestBodyRead', `Requested value '${type}' was not found.`);
  }
  return {
    address,
    name: name ?? known?.name ?? address,
    type,
    response: known?.response ?? 'none',
    respondedMs: known?.respondedMs ?? null,
  };
}

function checked(content: EventContent): EventContent {
  if (content.end.atMs < content.start.atMs) {
    throw invalidProperty('At least one property failed validation. End is before Start.');
  }
  if (content.isAllDay && !(isMidnight(content.start) && isMidnight(content.end))) {
    throw badRequest(
      'ErrorInvalidRequest',
      'The Event.Start and Event.End properties of an all-day event need to be set to midnight.',
    );
  }
  return content;
}

function isMidnight({ atMs, zone }: ZonedTime): boolean {
  const date = new Date(atMs).toISOString().slice(0, 10);
  const days = [-1, 0, 1].map((days) => new Date(Date.parse(date) + days * 86_400_000));
  return days.some((day) => toEpochMs(`${day.toISOString().slice(0, 10)}T00:00:00`, zone) === atMs);
}
