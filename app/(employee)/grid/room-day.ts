import { quarterMs } from '@/app/(employee)/grid/day-axis';
import type { UnknownReason } from '@/lib/core/availability/busy';
import { atLeast, type Role } from '@/lib/core/places/role';
import type { PolicyRule } from '@/lib/core/policy/evaluate-policy';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import { addMs, dayMs, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import { byStart, clip, gaps, type Interval, overlaps } from '@/lib/core/time/interval';
import {
  addDays,
  type CalendarDate,
  dateOf,
  dayWindow,
  formatDate,
  isoWeekday,
  toInstant,
} from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/** A stretch that somebody has; title and organiser only where the reader may know them. */
export interface TakenPiece extends Interval {
  readonly state: 'mine' | 'busy' | 'tentative' | 'hold';
  readonly title: string | null;
  readonly organizer: string | null;
  /** Only where the reader may open the booking. */
  readonly bookingId: string | null;
  /** The reader's own, of which nobody else is told the title. */
  readonly isPrivate: boolean;
}

/** What is known of one room's day. */
export type RoomReading =
  | { readonly status: 'loading' }
  | { readonly status: 'unknown'; readonly reason: UnknownReason }
  | { readonly status: 'known'; readonly taken: readonly TakenPiece[] };

/** Why an open stretch may not be booked by this reader. */
export type Barrier = Extract<
  PolicyRule,
  'opening-hours' | 'notice' | 'booking-window' | 'who-may-book' | 'approval'
>;

/** A stretch of a room's day in one state; the stretches of a day follow each other without a gap. */
export type Stretch = Interval &
  (
    | { readonly state: 'free' | 'past' | 'out' | 'loading' }
    | { readonly state: 'closed'; readonly rule: Barrier }
    | { readonly state: 'unknown'; readonly reason: UnknownReason }
    | TakenPart
  );

interface TakenPart extends TakenPiece {
  readonly isOver: boolean;
}
export type TakenStretch = Extract<Stretch, TakenPart>;

export interface RoomDayQuestion {
  readonly window: Interval;
  readonly reading: RoomReading;
  readonly policy: RoomPolicy;
  readonly timeZone: ZoneId;
  readonly role: Role;
  /** The beginning of the present quarter of an hour, which may still be booked. */
  readonly presentQuarter: Instant;
}

const takenOrder = ['mine', 'busy', 'tentative', 'hold'] as const;

/**
 * The room's day as stretches that fill the window, in order. What is not known fills the whole day
 * and nothing of it is free; where meetings overlap the reader's own is the one that shows.
 */
export function roomDay(question: RoomDayQuestion): readonly Stretch[] {
  const { window, reading, presentQuarter } = question;
  if (reading.status === 'loading') return [{ ...window, state: 'loading' }];
  if (reading.status === 'unknown') {
    return [{ ...window, state: 'unknown', reason: reading.reason }];
  }
  const taken = takenOrder.flatMap((state) =>
    reading.taken.filter((piece) => piece.state === state),
  );
  const layers: Stretch[] = [
    ...taken.map((piece) => ({ ...piece, isOver: piece.end <= presentQuarter })),
    { start: window.start, end: presentQuarter, state: 'past' },
    ...barriers(question),
    { ...window, state: 'free' },
  ];
  return stack(window, layers);
}

/** The stretch that an instant falls into; null outside the day. */
export function stretchAt(day: readonly Stretch[], at: Instant): Stretch | null {
  return day.find(({ start, end }) => start <= at && at < end) ?? null;
}

/**
 * What of a cell a key is about: the stretch it begins with if that can be booked or is one's own,
 * else the first such stretch within it, else the one it begins with.
 */
export function mainStretch(day: readonly Stretch[], cell: Interval): Stretch | null {
  const within = stretchesIn(day, cell);
  const [first = null] = within;
  if (first?.state === 'free' || first?.state === 'mine') return first;
  const find = (state: Stretch['state']) => within.find((stretch) => stretch.state === state);
  return find('free') ?? find('mine') ?? first;
}

/** The stretches that a cell has a part of, in order. */
export function stretchesIn(day: readonly Stretch[], cell: Interval): readonly Stretch[] {
  return day.filter((stretch) => overlaps(stretch, cell));
}

export function isTaken(stretch: Stretch): stretch is TakenStretch {
  return 'isOver' in stretch;
}

/** Earlier layers cover later ones. */
function stack(window: Interval, layers: readonly Stretch[]): readonly Stretch[] {
  const placed: Stretch[] = [];
  for (const layer of layers) {
    const within = layer.start < layer.end ? clip(layer, window) : null;
    if (within) placed.push(...gaps(within, placed).map((rest) => ({ ...layer, ...rest })));
  }
  return placed.sort(byStart);
}

function barriers(question: RoomDayQuestion): readonly Stretch[] {
  const { window, policy, role, presentQuarter } = question;
  if (policy.whoMayBook === 'nobody') return [{ ...window, state: 'out' }];
  const closed = (stretch: Interval, rule: Barrier): Stretch => ({
    ...stretch,
    state: 'closed',
    rule,
  });
  if (!atLeast(role, policy.whoMayBook)) return [closed(window, 'who-may-book')];
  if (policy.approval === 'manager' && !atLeast(role, 'manager')) {
    return [closed(window, 'approval')];
  }
  const lastEnd = addMs(presentQuarter, policy.bookingWindowDays * dayMs);
  return [
    ...gaps(window, openStretches(question)).map((gap) => closed(gap, 'opening-hours')),
    closed({ start: window.start, end: firstStart(question) }, 'notice'),
    closed({ start: lastEnd, end: window.end }, 'booking-window'),
  ];
}

/** The first quarter that leaves the notice the room asks for. */
function firstStart({ window, policy, presentQuarter }: RoomDayQuestion): Instant {
  if (policy.minNoticeMinutes === 0) return window.start;
  const soonest = presentQuarter + quarterMs + policy.minNoticeMinutes * minuteMs;
  return instant(Math.ceil(soonest / quarterMs) * quarterMs);
}

function openStretches({ window, policy, timeZone }: RoomDayQuestion): readonly Interval[] {
  if (policy.openingHours.length === 0) return [window];
  const last = formatDate(dateOf(addMs(window.end, -1), timeZone));
  const open: Interval[] = [];
  let date = dateOf(window.start, timeZone);
  while (formatDate(date) <= last) {
    open.push(...openOn(date, policy, timeZone));
    date = addDays(date, 1);
  }
  return open;
}

function openOn(date: CalendarDate, policy: RoomPolicy, zone: ZoneId): readonly Interval[] {
  return policy.openingHours
    .filter(({ weekday }) => weekday === isoWeekday(date))
    .map(({ opensMinute, closesMinute }) => ({
      start: atMinute(date, opensMinute, zone),
      end: atMinute(date, closesMinute, zone),
    }))
    .filter(({ start, end }) => start < end);
}

function atMinute(date: CalendarDate, minute: number, zone: ZoneId): Instant {
  if (minute >= 24 * 60) return dayWindow(date, zone).end;
  const clock = { hour: Math.floor(minute / 60), minute: minute % 60, second: 0 };
  return toInstant({ ...date, ...clock }, zone);
}
