import { z } from 'zod';
import { datesIn, type EventDate } from '../events/series-dates';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { badRequest } from '../graph-failure';
import type { Mailbox, World } from '../store/world';
import { toEpochMs, writeDateTime } from '../zones';
import { readPermissions } from './events';
import { mailboxOf } from './mailbox-of';
import { contextOf, type Json, preferenceApplied, preferredZone } from './odata';
import type { Route, RouteParameters } from './route';

const mostSchedules = 20;
const mostWindowMs = 62 * 86_400_000;
const minuteMs = 60_000;

const dateTime = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });
const scheduleJson = z.object({
  schedules: z.array(z.string()),
  starttime: dateTime,
  endtime: dateTime,
  availabilityviewinterval: z.coerce.number().int().nullish(),
});

export const scheduleRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/users/{user}/calendar/getSchedule',
    permissions: ['Calendars.ReadBasic', ...readPermissions],
    handle: getSchedule,
  },
];

interface Query {
  readonly startMs: number;
  readonly endMs: number;
  readonly intervalMs: number;
  readonly zone: string;
}

function getSchedule(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  mailboxOf(world, parameters);
  const { schedules, query } = readBody(call);
  return reply(
    200,
    {
      ...contextOf(call, 'Collection(microsoft.graph.scheduleInformation)'),
      value: schedules.map((address) => informationOf(world, address, query)),
    },
    preferenceApplied(call),
  );
}

function readBody(call: GraphCall): { schedules: string[]; query: Query } {
  const lowered = Object.entries((call.body ?? {}) as Json).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  const parsed = scheduleJson.safeParse(Object.fromEntries(lowered));
  if (!parsed.success) {
    throw badRequest('ErrorInvalidRequest', 'The request body of getSchedule cannot be read.');
  }
  const { schedules, starttime, endtime } = parsed.data;
  const query = {
    startMs: toEpochMs(starttime.dateTime, starttime.timeZone || 'UTC'),
    endMs: toEpochMs(endtime.dateTime, endtime.timeZone || 'UTC'),
    intervalMs: (parsed.data.availabilityviewinterval ?? 30) * minuteMs,
    zone: preferredZone(call),
  };
  checkLimits(schedules, query);
  return { schedules, query };
}

function checkLimits(schedules: readonly string[], query: Query): void {
  if (schedules.length > mostSchedules || schedules.length === 0) {
    throw badRequest(
      'ErrorInvalidRequest',
      `The number of schedules must be between 1 and ${mostSchedules}.`,
    );
  }
  const windowMs = query.endMs - query.startMs;
  if (windowMs <= 0 || windowMs >= mostWindowMs) {
    throw badRequest(
      'ErrorTimeIntervalTooBig',
      'The requested time duration is not within the allowed limits: it must be positive and less than 62 days.',
    );
  }
  if (query.intervalMs < 5 * minuteMs || query.intervalMs > 1_440 * minuteMs) {
    throw badRequest(
      'ErrorInvalidMergedFreeBusyInterval',
      'The availabilityViewInterval must be between 5 and 1440 minutes.',
    );
  }
}

function informationOf(world: World, address: string, query: Query): Json {
  const mailbox = world.mailboxes.get(address.toLowerCase());
  if (!mailbox) {
    return {
      scheduleId: address,
      availabilityView: '',
      scheduleItems: [],
      error: {
        message: `Unable to resolve e-mail address ${address} to an Active Directory object.`,
        responseCode: 'ErrorMailRecipientNotFound',
      },
    };
  }
  if (mailbox.scheduleFailure !== null) {
    return {
      scheduleId: address,
      availabilityView: '',
      scheduleItems: [],
      error: { message: 'The mailbox cannot be read now.', responseCode: mailbox.scheduleFailure },
    };
  }
  const dates = [...mailbox.events.values()]
    .flatMap((event) => datesIn(event, query.startMs, query.endMs))
    .toSorted((a, b) => a.content.start.atMs - b.content.start.atMs);
  return {
    scheduleId: address,
    availabilityView: viewOf(dates, query),
    scheduleItems: dates.map((date) => itemOf(mailbox, date, query.zone)),
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: 'W. Europe Standard Time' },
    },
  };
}

/** Whole events, not clipped; subjects only where the mailbox shares them. */
function itemOf(mailbox: Mailbox, { content }: EventDate, zone: string): Json {
  const isPrivate = content.sensitivity !== 'normal';
  return {
    ...(mailbox.sharesDetails ? { isPrivate } : {}),
    status: content.showAs,
    ...(mailbox.sharesDetails && !isPrivate
      ? { subject: content.subject, location: content.location.displayName ?? '' }
      : {}),
    start: writeDateTime(content.start.atMs, zone),
    end: writeDateTime(content.end.atMs, zone),
  };
}

const digits: Readonly<Record<string, number>> = {
  free: 0,
  tentative: 1,
  busy: 2,
  oof: 3,
  workingElsewhere: 4,
};

/** One digit a slot: the most that any event says of it. */
function viewOf(dates: readonly EventDate[], query: Query): string {
  const slots = Math.ceil((query.endMs - query.startMs) / query.intervalMs);
  return Array.from({ length: slots }, (_, slot) => {
    const startMs = query.startMs + slot * query.intervalMs;
    const endMs = startMs + query.intervalMs;
    const busy = dates
      .filter(({ content }) => content.start.atMs < endMs && content.end.atMs > startMs)
      .map(({ content }) => digits[content.showAs] ?? 0);
    return String(Math.max(0, ...busy));
  }).join('');
}
