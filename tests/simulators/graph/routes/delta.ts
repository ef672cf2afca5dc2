import { randomBytes } from 'node:crypto';
import { etagOf, type Presentation, renderDate, renderEvent } from '../events/render-event';
import { datesIn, type EventDate } from '../events/series-dates';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { badRequest, GraphFailure } from '../graph-failure';
import { occurrenceId } from '../store/item-id';
import type { Mailbox, World } from '../store/world';
import { readPermissions, windowOf } from './events';
import { mailboxOf } from './mailbox-of';
import { contextOf, type Json, preferenceApplied, presentationOf } from './odata';
import type { Route, RouteParameters } from './route';

const usualPage = 10;
const unsupported = ['$orderby', '$filter', '$select', '$expand', '$search'];

interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

/** What a caller has been told: the version of everything in its window. */
interface Told {
  readonly window: Window;
  readonly versions: ReadonlyMap<string, string>;
}

/** What is still to be told in this round. */
interface Round {
  readonly left: readonly Json[];
  readonly told: Told;
}

/** The memory of every delta that was begun, per mailbox. */
export interface DeltaMemory {
  readonly routes: readonly Route[];
  /** Forgets them all: whoever goes on gets 410 and has to begin anew. */
  forget(): void;
}

export function createDelta(): DeltaMemory {
  const rounds = new Map<string, Round>();
  const ends = new Map<string, Told>();

  const answerPage = (call: GraphCall, { left, told }: Round): GraphAnswer => {
    const preferred = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(call.headers.prefer ?? '')?.[1];
    const size = Math.max(1, Number(preferred ?? usualPage));
    const token = randomBytes(12).toString('base64url');
    const rest = left.slice(size);
    const isLast = rest.length === 0;
    if (isLast) ends.set(token, told);
    else rounds.set(token, { left: rest, told });
    const link = `${call.serviceRoot}${call.path}?${isLast ? '$deltatoken' : '$skiptoken'}=${token}`;
    return reply(
      200,
      {
        ...contextOf(call, 'Collection(event)'),
        [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
        value: left.slice(0, size),
      },
      preferenceApplied(call),
    );
  };
  const handle = (world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer => {
    const mailbox = mailboxOf(world, parameters);
    refuseOptions(call);
    const skip = call.query.get('$skiptoken');
    if (skip !== null) return answerPage(call, rounds.get(skip) ?? forgotten(call));
    const delta = call.query.get('$deltatoken');
    const before =
      delta === null
        ? { window: windowOf(call), versions: new Map<string, string>() }
        : (ends.get(delta) ?? forgotten(call));
    return answerPage(call, beginRound(mailbox, before, presentationOf(call)));
  };
  return {
    routes: ['calendarView/delta', 'calendarView/delta()', 'calendar/calendarView/delta'].map(
      (path) => ({
        method: 'GET',
        path: `/users/{user}/${path}`,
        permissions: readPermissions,
        handle,
      }),
    ),
    forget() {
      rounds.clear();
      ends.clear();
    },
  };
}

function beginRound(mailbox: Mailbox, before: Told, present: Presentation): Round {
  const items = itemsIn(mailbox, before.window);
  const versions = new Map(items.map(({ id, version }) => [id, version]));
  const changed = items.filter(({ id, version }) => before.versions.get(id) !== version);
  const removed = [...before.versions.keys()]
    .filter((id) => !versions.has(id))
    .map((id) => ({
      '@odata.type': '#microsoft.graph.event',
      id,
      '@removed': { reason: 'deleted' },
    }));
  const left = [...removed, ...changed.map(({ render }) => render(present))];
  return { left, told: { window: before.window, versions } };
}

interface Item {
  readonly id: string;
  readonly version: string;
  readonly render: (present: Presentation) => Json;
}

/** Single events, the masters of series that have a date in the window, and those dates. */
function itemsIn(mailbox: Mailbox, window: Window): Item[] {
  return [...mailbox.events.values()].flatMap((event) => {
    const dates = datesIn(event, window.startMs, window.endMs);
    if (dates.length === 0) return [];
    const whole = {
      id: event.id,
      version: event.changeKey,
      render: (present: Presentation) => typed(renderEvent(event, present)),
    };
    return event.recurrence === null ? [whole] : [whole, ...dates.map(itemOfDate)];
  });
}

function itemOfDate(date: EventDate): Item {
  const { event, originalStartMs } = date;
  const at = originalStartMs ?? 0;
  return {
    id: occurrenceId(event.id, at),
    version: event.exceptions.get(at)?.changeKey ?? event.changeKey,
    render: (present) =>
      typed(date.isException ? renderDate(date, present) : outline(renderDate(date, present))),
  };
}

/** Of an ordinary date a delta says no more than where it lies in which series. */
function outline({ id, type, seriesMasterId, start, end, changeKey }: Json): Json {
  return { '@odata.etag': etagOf(String(changeKey)), id, type, seriesMasterId, start, end };
}

function typed(item: Json): Json {
  return { '@odata.type': '#microsoft.graph.event', ...item };
}

function refuseOptions(call: GraphCall): void {
  if (unsupported.some((option) => call.query.has(option))) {
    throw badRequest(
      'ErrorInvalidUrlQuery',
      `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${unsupported.join(', ')}'.`,
    );
  }
}

/** https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset */
function forgotten(call: GraphCall): never {
  throw new GraphFailure(410, 'syncStateNotFound', 'The sync state generation is not found.', {
    Location: `${call.serviceRoot}${call.path}?$deltatoken=`,
  });
}
