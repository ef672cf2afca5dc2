import { sendCancellations, sendInvitations } from '../delivery';
import { touched, withException, withoutDates } from '../events/edit-series';
import { changedContent, newContent, parseEventJson } from '../events/read-event';
import { readRecurrence } from '../events/read-recurrence';
import { etagOf, renderDate, renderEvent } from '../events/render-event';
import { type EventDate, findDate, originalStarts } from '../events/series-dates';
import type { EventContent, StoredEvent } from '../events/stored-event';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { badRequest, GraphFailure } from '../graph-failure';
import { newICalUId } from '../store/ical-uid';
import { newEventId } from '../store/item-id';
import { type Mailbox, newChangeKey, putEvent, removeEvent, type World } from '../store/world';
import { checkNeighbours } from './check-neighbours';
import { createOnce } from './create-once';
import { type Item, itemOf, mailboxOf } from './mailbox-of';
import { contextOf, preferenceApplied, presentationOf } from './odata';
import type { Route, RouteParameters } from './route';

export const writePermissions = ['Calendars.ReadWrite'];

/** Making, changing and taking back events. */
export const changeEventRoutes: readonly Route[] = [
  ...[
    '/users/{user}/events',
    '/users/{user}/calendar/events',
    '/users/{user}/calendars/{calendar}/events',
  ].map((path) => ({ method: 'POST', path, permissions: writePermissions, handle: createEvent })),
  {
    method: 'PATCH',
    path: '/users/{user}/events/{event}',
    permissions: writePermissions,
    handle: updateEvent,
  },
  {
    method: 'DELETE',
    path: '/users/{user}/events/{event}',
    permissions: writePermissions,
    handle: deleteEvent,
  },
  {
    method: 'POST',
    path: '/users/{user}/events/{event}/cancel',
    permissions: writePermissions,
    handle: cancelEvent,
  },
];

function createEvent(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const mailbox = mailboxOf(world, parameters);
  const event = createOnce(world, mailbox, call.body, () => makeEvent(world, mailbox, call.body));
  return answerEvent(call, mailbox, 201, renderEvent(event, presentationOf(call)));
}

/** Writes an event into the owner's calendar and invites whom it names. */
export function makeEvent(world: World, mailbox: Mailbox, body: unknown): StoredEvent {
  const json = parseEventJson(body);
  const content = newContent(json);
  const recurrence = json.recurrence ? readRecurrence(json.recurrence, content.start) : null;
  const draft: StoredEvent = {
    ...content,
    id: newEventId(),
    iCalUId: newICalUId(world.now()),
    isOrganizer: true,
    sequence: 0,
    organizer: { name: mailbox.displayName, address: mailbox.address },
    transactionId: json.transactionId ?? null,
    createdMs: world.now(),
    modifiedMs: world.now(),
    changeKey: newChangeKey(),
    recurrence,
    exceptions: new Map(),
    cancelledStarts: new Set(),
  };
  const event = startingOnFirstDate(draft);
  putEvent(world, mailbox, event);
  sendInvitations(world, { event, originalStartMs: null, asksAgain: true }, null);
  return event;
}

function updateEvent(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const item = itemOf(world, parameters);
  checkVersion(call, item);
  const json = parseEventJson(call.body);
  if (json.transactionId && json.transactionId !== item.event.transactionId) {
    throw badRequest('ErrorInvalidPropertyUpdate', 'TransactionId cannot be changed.');
  }
  const shown = presentationOf(call);
  if (item.date) {
    const changed = updateDate(world, item.mailbox, item.date, call.body);
    return answerEvent(call, item.mailbox, 200, renderDate(changed, shown));
  }
  const event = updateWhole(world, item.mailbox, item.event, call.body);
  return answerEvent(call, item.mailbox, 200, renderEvent(event, shown));
}

/** Changes an event or a whole series; a series that moves forgets its exceptions. */
export function updateWhole(
  world: World,
  mailbox: Mailbox,
  before: StoredEvent,
  body: unknown,
): StoredEvent {
  const json = parseEventJson(body);
  const content = changedContent(before, json);
  const said = body !== null && typeof body === 'object' && 'recurrence' in body;
  const recurrence = said
    ? json.recurrence
      ? readRecurrence(json.recurrence, content.start)
      : null
    : movedRecurrence(before, content);
  const moves = hasMoved(before, content) || (said && !isSameJson(recurrence, before.recurrence));
  const event = startingOnFirstDate(
    touched(
      {
        ...before,
        ...(moves ? unanswered(content) : content),
        recurrence,
        sequence: before.sequence + (moves ? 1 : 0),
        ...(moves ? { exceptions: new Map(), cancelledStarts: new Set<number>() } : {}),
      },
      world.now(),
    ),
  );
  putEvent(world, mailbox, event);
  if (event.isOrganizer) {
    sendInvitations(world, { event, originalStartMs: null, asksAgain: moves }, before);
  }
  return event;
}

/** Changes one date of a series, which becomes an exception. */
export function updateDate(
  world: World,
  mailbox: Mailbox,
  date: EventDate,
  body: unknown,
): EventDate {
  const { event: before, originalStartMs } = date;
  if (originalStartMs === null) throw badRequest('ErrorInvalidRequest', 'Not a date of a series.');
  const content = changedContent(date.content, parseEventJson(body));
  const moves = hasMoved(date.content, content);
  if (moves) checkNeighbours(before, originalStartMs, content);
  const own = differences(date.content, moves ? unanswered(content) : content);
  const sequence = before.sequence + (moves ? 1 : 0);
  const event = withException({ ...before, sequence }, originalStartMs, own, world.now());
  putEvent(world, mailbox, event);
  if (event.isOrganizer) {
    sendInvitations(world, { event, originalStartMs, asksAgain: moves }, event);
  }
  const changed = findDate(event, originalStartMs);
  if (!changed) throw badRequest('ErrorInvalidRequest', 'Not a date of a series.');
  return changed;
}

function deleteEvent(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const item = itemOf(world, parameters);
  checkVersion(call, item);
  takeBack(world, item);
  return reply(204);
}

function cancelEvent(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const item = itemOf(world, parameters);
  checkVersion(call, item);
  if (!item.event.isOrganizer) {
    throw badRequest(
      'ErrorInvalidRequest',
      'Your request can\u2019t be completed. You need to be an organizer to cancel a meeting.',
    );
  }
  takeBack(world, item);
  return reply(202);
}

/** Removes an event or a date; who was invited to an organiser's meeting hears of it. */
export function takeBack(world: World, { mailbox, event, date }: Item): void {
  const originalStartMs = date?.originalStartMs ?? null;
  if (originalStartMs === null) removeEvent(world, mailbox, event);
  else putEvent(world, mailbox, withoutDates(event, [originalStartMs], world.now()));
  if (event.isOrganizer) sendCancellations(world, event, originalStartMs);
}

/** `If-Match` with the ETag of the event, or of the date that was asked for. */
export function checkVersion(call: GraphCall, { event, date }: Item): void {
  const wanted = call.headers['if-match'];
  if (wanted === undefined || wanted === '*') return;
  const at = date?.originalStartMs ?? null;
  const changeKey = (at !== null && event.exceptions.get(at)?.changeKey) || event.changeKey;
  if (wanted === etagOf(changeKey)) return;
  throw new GraphFailure(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );
}

function answerEvent(
  call: GraphCall,
  mailbox: Mailbox,
  status: number,
  json: Readonly<Record<string, unknown>>,
): GraphAnswer {
  const body = { ...contextOf(call, `users('${mailbox.id}')/events/$entity`), ...json };
  return reply(status, body, preferenceApplied(call));
}

/** A master starts when its first date does. */
function startingOnFirstDate(event: StoredEvent): StoredEvent {
  if (event.recurrence === null) return event;
  const [first] = originalStarts(event, event.start.atMs + 5 * 366 * 86_400_000);
  if (first === undefined || first === event.start.atMs) return event;
  const movedMs = first - event.start.atMs;
  return {
    ...event,
    start: { ...event.start, atMs: first },
    end: { ...event.end, atMs: event.end.atMs + movedMs },
  };
}

function movedRecurrence(before: StoredEvent, content: EventContent) {
  if (before.recurrence === null || content.start.atMs === before.start.atMs) {
    return before.recurrence;
  }
  const { pattern, range } = before.recurrence;
  return readRecurrence(
    {
      pattern: { ...pattern, daysOfWeek: [...pattern.daysOfWeek] },
      range: { ...range, startDate: null },
    },
    content.start,
  );
}

function hasMoved(before: EventContent, after: EventContent): boolean {
  return before.start.atMs !== after.start.atMs || before.end.atMs !== after.end.atMs;
}

/** Who was invited to another time has not answered for this one. */
function unanswered(content: EventContent): EventContent {
  const attendees = content.attendees.map((attendee) => ({
    ...attendee,
    response: 'none' as const,
    respondedMs: null,
  }));
  return { ...content, attendees };
}

function differences(before: EventContent, after: EventContent): Partial<EventContent> {
  const keys = Object.keys(contentKeys) as (keyof EventContent)[];
  return Object.fromEntries(
    keys.filter((key) => !isSameJson(before[key], after[key])).map((key) => [key, after[key]]),
  );
}

const contentKeys: Readonly<Record<keyof EventContent, true>> = {
  subject: true,
  bodyType: true,
  body: true,
  sensitivity: true,
  showAs: true,
  importance: true,
  isAllDay: true,
  categories: true,
  location: true,
  locations: true,
  start: true,
  end: true,
  attendees: true,
  hideAttendees: true,
  responseRequested: true,
  allowNewTimeProposals: true,
  isReminderOn: true,
  reminderMinutesBeforeStart: true,
  isOnlineMeeting: true,
  onlineMeetingProvider: true,
  extendedProperties: true,
  isCancelled: true,
  response: true,
  respondedMs: true,
};

function isSameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
