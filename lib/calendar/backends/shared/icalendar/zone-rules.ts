import {
  fromWallFields,
  toWallFields,
  type WallMs,
} from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { dayMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/** How long a zone's clocks are ahead of UTC at an instant, in milliseconds. */
export type OffsetAt = (epochMs: number) => number;

/**
 * In which zone a time of an iCalendar object is to be read. `floating`: the calendar's own;
 * `unknown`: a TZID that nothing explains.
 */
export type ZoneRules =
  | { readonly kind: 'utc' }
  | { readonly kind: 'floating' }
  | { readonly kind: 'iana'; readonly zone: ZoneId }
  | { readonly kind: 'custom'; readonly tzid: string; readonly offsetAt: OffsetAt }
  | { readonly kind: 'unknown'; readonly tzid: string };

/** A time as written: wall clock and zone; a DATE is its midnight. */
export interface ZonedWall {
  readonly wall: WallMs;
  readonly rules: ZoneRules;
  readonly dateOnly: boolean;
}

/** The instants that a written time can mean; they differ only where the zone is unknown. */
export interface InstantRange {
  readonly earliest: Instant;
  readonly latest: Instant;
}

const furthestAheadMs = 14 * hourMs;
const furthestBehindMs = 12 * hourMs;

/** Reads wall time by a zone's rules, `floating` standing in where the time has no zone. */
export function instantsOf(wall: WallMs, rules: ZoneRules, floating: ZoneRules): InstantRange {
  switch (rules.kind) {
    case 'utc':
      return exactly(instant(wall));
    case 'iana':
      return exactly(toInstant(toWallFields(wall), rules.zone));
    case 'custom':
      return exactly(byOffsets(wall, rules.offsetAt));
    case 'floating':
      return floating.kind === 'floating'
        ? exactly(instant(wall))
        : instantsOf(wall, floating, floating);
    case 'unknown':
      return {
        earliest: instant(wall - furthestAheadMs),
        latest: instant(wall + furthestBehindMs),
      };
  }
}

/** What the zone's clocks show at an instant. An unknown zone is read as UTC. */
export function wallAt(at: Instant, rules: ZoneRules, floating: ZoneRules): WallMs {
  switch (rules.kind) {
    case 'iana':
      return fromWallFields(toWallTime(at, rules.zone));
    case 'custom':
      return at + rules.offsetAt(at);
    case 'floating':
      return floating.kind === 'floating' ? at : wallAt(at, floating, floating);
    default:
      return at;
  }
}

function exactly(at: Instant): InstantRange {
  return { earliest: at, latest: at };
}

/** RFC 5545 section 3.3.5: a skipped time by the offset before, a doubled one the first time. */
function byOffsets(wall: WallMs, offsetAt: OffsetAt): Instant {
  const before = offsetAt(wall - dayMs);
  const fits = [before, offsetAt(wall + dayMs)]
    .filter((offset) => offsetAt(wall - offset) === offset)
    .map((offset) => wall - offset);
  return instant(fits.length > 0 ? Math.min(...fits) : wall - before);
}
