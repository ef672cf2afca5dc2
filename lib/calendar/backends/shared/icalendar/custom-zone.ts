import type ICAL from 'ical.js';
import { rawValues, textOf } from '@/lib/calendar/backends/shared/icalendar/property-values';
import {
  parseRule,
  type RecurrenceRule,
} from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { ruleWalls } from '@/lib/calendar/backends/shared/icalendar/rule-walls';
import {
  parseWall,
  toWallFields,
  type WallMs,
  wallOf,
} from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import type { OffsetAt } from '@/lib/calendar/backends/shared/icalendar/zone-rules';

/** One STANDARD or DAYLIGHT part: from its onsets on, clocks are `toMs` ahead of UTC. */
interface Observance {
  readonly fromMs: number;
  readonly toMs: number;
  readonly first: WallMs;
  readonly more: readonly WallMs[];
  readonly rule: RecurrenceRule | null;
}

const onsetBudget = 20_000;
const rememberedYears = 400;

/**
 * Reads a VTIMEZONE (RFC 5545 section 3.6.5): its offset at any instant, or null when the
 * definition cannot be read as a whole.
 */
export function readCustomZone(definition: ICAL.Component): OffsetAt | null {
  const parts = ['standard', 'daylight'].flatMap((name) => definition.getAllSubcomponents(name));
  const observances = parts.map(readObservance).filter((each) => each !== null);
  if (observances.length === 0 || observances.length < parts.length) return null;
  const earliest = observances.reduce((a, b) => (a.first <= b.first ? a : b));
  const byYear = new Map<number, readonly Onset[]>();
  return (epochMs) => {
    const { year } = toWallFields(epochMs);
    let onsets = byYear.get(year);
    if (!onsets) {
      onsets = onsetsUntil(year, observances);
      if (byYear.size < rememberedYears) byYear.set(year, onsets);
    }
    const current = onsets.findLast((onset) => onset.epochMs <= epochMs);
    return current ? current.toMs : earliest.fromMs;
  };
}

interface Onset {
  readonly epochMs: number;
  readonly toMs: number;
}

/** Each part's onsets around a year, and its last one before, rising. */
function onsetsUntil(year: number, observances: readonly Observance[]): readonly Onset[] {
  return observances
    .flatMap((observance) =>
      onsetWalls(observance, year).map((wall) => ({
        epochMs: wall - observance.fromMs,
        toMs: observance.toMs,
      })),
    )
    .sort((a, b) => a.epochMs - b.epochMs);
}

function onsetWalls({ first, more, rule, fromMs }: Observance, year: number): readonly WallMs[] {
  if (!rule) return [first, ...more];
  const { until } = rule;
  const end = until ? until.wall + (until.utc ? fromMs : 0) : null;
  const query = {
    rule,
    first,
    to: wallOf(year + 2, 1, 1),
    isPast: (wall: WallMs) => end !== null && wall > end,
    budget: onsetBudget,
  };
  const recent = ruleWalls({ ...query, from: wallOf(year - 2, 1, 1) }).walls;
  // A rule that ended long ago may still say which offset holds since then.
  const walls = recent.length > 0 ? recent : ruleWalls({ ...query, from: first }).walls.slice(-1);
  return [first, ...more, ...walls];
}

function readObservance(part: ICAL.Component): Observance | null {
  const fromMs = offsetOf(textOf(part, 'tzoffsetfrom'));
  const toMs = offsetOf(textOf(part, 'tzoffsetto'));
  const first = parseWall(textOf(part, 'dtstart') ?? '');
  const ruleProperty = part.getFirstProperty('rrule');
  const rule = ruleProperty ? parseRule(String(ruleProperty.getFirstValue())) : null;
  const unreadable = ruleProperty !== null && rule === null;
  if (fromMs === null || toMs === null || !first || unreadable) return null;
  const more = part
    .getAllProperties('rdate')
    .flatMap((property) => rawValues(property))
    .map((value) => (typeof value === 'string' ? parseWall(value)?.wall : undefined))
    .filter((wall) => wall !== undefined);
  return { fromMs, toMs, first: first.wall, more, rule };
}

function offsetOf(text: string | null): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$/.exec(text ?? '');
  if (!match) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? 0));
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  return match[1] === '-' ? -size : size;
}
