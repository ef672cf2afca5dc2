import { occurrenceName, type Presentation, renderDate, renderEvent } from '../events/render-event';
import { allDates, datesIn, type EventDate } from '../events/series-dates';
import type { StoredEvent } from '../events/stored-event';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { badRequest } from '../graph-failure';
import type { Mailbox, World } from '../store/world';
import { toEpochMs } from '../zones';
import { readFilter } from './filter';
import { itemOf, mailboxOf } from './mailbox-of';
import {
  asksFor,
  contextOf,
  type Json,
  page,
  preferenceApplied,
  presentationOf,
  select,
} from './odata';
import type { Route, RouteParameters } from './route';

export const readPermissions = ['Calendars.Read', 'Calendars.ReadWrite'];
const pages = { usual: 10, most: 1_000 };
const farMs = 4_102_444_800_000;

/** Reading single events, dates and lists of them. */
export const eventRoutes: readonly Route[] = [
  ...[
    '/users/{user}/events',
    '/users/{user}/calendar/events',
    '/users/{user}/calendars/{calendar}/events',
  ].map((path) => ({ method: 'GET', path, permissions: readPermissions, handle: listEvents })),
  {
    method: 'GET',
    path: '/users/{user}/events/{event}',
    permissions: readPermissions,
    handle: getEvent,
  },
  {
    method: 'GET',
    path: '/users/{user}/events/{event}/instances',
    permissions: readPermissions,
    handle: listInstances,
  },
  ...['/users/{user}/calendarView', '/users/{user}/calendar/calendarView'].map((path) => ({
    method: 'GET',
    path,
    permissions: readPermissions,
    handle: listView,
  })),
];

function listEvents(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const mailbox = mailboxOf(world, parameters);
  const present = presentationOf(call);
  const items = [...mailbox.events.values()].map((event) => withExtras(event, call, present));
  return answerList(call, mailbox, 'events', items);
}

function getEvent(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const { mailbox, event, date } = itemOf(world, parameters);
  const present = presentationOf(call);
  const json = date
    ? {
        ...renderDate(date, present),
        singleValueExtendedProperties: extendedProperties(date.content),
      }
    : withExtras(event, call, present);
  return reply(
    200,
    {
      ...contextOf(call, `users('${mailbox.id}')/events/$entity`),
      ...select(shown(json, call), call),
    },
    preferenceApplied(call),
  );
}

function listInstances(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const { mailbox, event, date } = itemOf(world, parameters);
  if (date || event.recurrence === null) {
    throw badRequest('ErrorInvalidRequest', 'The event is not the master of a series.');
  }
  const window = windowOf(call);
  const dates = datesIn(event, window.startMs, window.endMs);
  return answerDates(call, mailbox, `events('${event.id}')/instances`, dates);
}

function listView(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const mailbox = mailboxOf(world, parameters);
  const window = windowOf(call);
  const dates = [...mailbox.events.values()].flatMap((event) =>
    datesIn(event, window.startMs, window.endMs),
  );
  return answerDates(call, mailbox, 'calendarView', dates);
}

function answerDates(
  call: GraphCall,
  mailbox: Mailbox,
  what: string,
  dates: readonly EventDate[],
): GraphAnswer {
  const present = presentationOf(call);
  const items = dates
    .toSorted((a, b) => a.content.start.atMs - b.content.start.atMs)
    .map((date) => ({
      ...renderDate(date, present),
      singleValueExtendedProperties: extendedProperties(date.content),
    }));
  return answerList(call, mailbox, what, items);
}

function answerList(
  call: GraphCall,
  mailbox: Mailbox,
  what: string,
  items: readonly Json[],
): GraphAnswer {
  const filter = call.query.get('$filter');
  const wanted = filter === null ? items : items.filter(readFilter(filter));
  const sorted = sort(wanted, call.query.get('$orderby'));
  const paged = page(call, sorted, pages);
  return reply(
    200,
    {
      ...contextOf(call, `users('${mailbox.id}')/${what}`),
      ...paged.envelope,
      value: paged.items.map((item) => select(shown(item, call), call)),
    },
    preferenceApplied(call),
  );
}

/** What Graph shows only when asked. */
function withExtras(event: StoredEvent, call: GraphCall, present: Presentation): Json {
  return {
    ...renderEvent(event, present),
    ...(event.recurrence !== null && asksFor(call, 'cancelledOccurrences')
      ? {
          cancelledOccurrences: [...event.cancelledStarts].map((at) => occurrenceName(event, at)),
        }
      : {}),
    ...(event.recurrence !== null && asksFor(call, 'exceptionOccurrences')
      ? {
          exceptionOccurrences: allDates(event, farMs)
            .filter(({ isException }) => isException)
            .map((date) => renderDate(date, present)),
        }
      : {}),
    singleValueExtendedProperties: extendedProperties(event),
  };
}

function extendedProperties(event: Pick<StoredEvent, 'extendedProperties'>): readonly Json[] {
  return Object.entries(event.extendedProperties).map(([id, value]) => ({ id, value }));
}

/** Filters see every extended property; answers show those only that `$expand` names. */
function shown(item: Json, call: GraphCall): Json {
  const { singleValueExtendedProperties: all, ...rest } = item;
  const named = /singleValueExtendedProperties\(\$filter=([^)]*)\)/i.exec(
    call.query.get('$expand') ?? '',
  )?.[1];
  const found =
    named === undefined ? [] : (all as readonly Json[] | undefined)?.filter(readFilter(named));
  return found && found.length > 0 ? { ...rest, singleValueExtendedProperties: found } : rest;
}

function sort(items: readonly Json[], order: string | null): readonly Json[] {
  if (order === null) return items;
  const [property = '', direction = 'asc'] = order.split(/\s+/);
  const keys = property.split('/');
  const keyOf = (item: Json) =>
    String(keys.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], item) ?? '');
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  return items.toSorted((a, b) => sign * keyOf(a).localeCompare(keyOf(b)));
}

export function windowOf(call: GraphCall): { readonly startMs: number; readonly endMs: number } {
  const start = parameterOf(call, 'startDateTime');
  const end = parameterOf(call, 'endDateTime');
  if (start === null || end === null) {
    throw badRequest(
      'ErrorInvalidParameter',
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  }
  const window = { startMs: toEpochMs(start, 'UTC'), endMs: toEpochMs(end, 'UTC') };
  if (window.endMs < window.startMs) {
    throw badRequest('ErrorInvalidParameter', 'The end of the window is before its start.');
  }
  return window;
}

function parameterOf(call: GraphCall, name: string): string | null {
  const found = [...call.query].find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1] ?? null;
}
