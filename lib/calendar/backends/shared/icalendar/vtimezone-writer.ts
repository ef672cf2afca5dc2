import ICAL from 'ical.js';
import { groupBy } from '@/lib/calendar/backends/shared/group-by';
import {
  fromWallFields,
  toJcalWall,
  type WallMs,
} from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { dayMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import { toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/** A change of a zone's clocks: what they showed before, at that moment, and by how much they moved. */
interface Transition {
  /** Wall time of the change, read with the offset before it. */
  readonly wall: WallMs;
  readonly fromMs: number;
  readonly toMs: number;
}

const probeStepMs = 7 * dayMs;
const finestMs = 1_000;

/**
 * The VTIMEZONE (RFC 5545 section 3.6.5) of an IANA zone, right for every instant from a year before
 * `from` until `to`: one part per pair of offsets, its dates listed one by one.
 */
export function createVtimezone(zone: ZoneId, from: Instant, to: Instant): ICAL.Component {
  const component = new ICAL.Component('vtimezone');
  component.addPropertyWithValue('tzid', zone);
  const start = instant(from - 366 * dayMs);
  const transitions = transitionsOf(zone, start, to);
  const standardMs = Math.min(offsetOf(zone, start), ...transitions.map(({ toMs }) => toMs));
  component.addSubcomponent(openingPart(offsetOf(zone, start), start, standardMs));
  const groups = groupBy(transitions, ({ fromMs, toMs }) => `${fromMs}/${toMs}`);
  for (const group of groups.values()) component.addSubcomponent(part(group, standardMs));
  return component;
}

/** What holds before the first change. */
function openingPart(offsetMs: number, start: Instant, standardMs: number): ICAL.Component {
  const wall = Math.floor((start + offsetMs) / dayMs) * dayMs;
  return part([{ wall, fromMs: offsetMs, toMs: offsetMs }], standardMs);
}

function part(transitions: readonly Transition[], standardMs: number): ICAL.Component {
  const [first, ...more] = transitions;
  if (!first) throw new RangeError('a part of a zone needs a transition');
  const component = new ICAL.Component(first.toMs > standardMs ? 'daylight' : 'standard');
  add(component, 'dtstart', 'date-time', toJcalWall(first.wall));
  // One property each: widespread readers take only the first value of an RDATE here.
  for (const { wall } of more) add(component, 'rdate', 'date-time', toJcalWall(wall));
  add(component, 'tzoffsetfrom', 'utc-offset', jcalOffset(first.fromMs));
  add(component, 'tzoffsetto', 'utc-offset', jcalOffset(first.toMs));
  return component;
}

function add(component: ICAL.Component, name: string, type: string, value: string): void {
  component.addProperty(new ICAL.Property([name, {}, type, value], component));
}

function transitionsOf(zone: ZoneId, from: Instant, to: Instant): readonly Transition[] {
  const transitions: Transition[] = [];
  for (let at = from; at < to; at = instant(at + probeStepMs)) {
    const next = instant(at + probeStepMs);
    const fromMs = offsetOf(zone, at);
    const toMs = offsetOf(zone, next);
    if (fromMs !== toMs) {
      transitions.push({ wall: momentOfChange(zone, at, next) + fromMs, fromMs, toMs });
    }
  }
  return transitions;
}

/** The first instant of the new offset, by halving. */
function momentOfChange(zone: ZoneId, before: Instant, after: Instant): Instant {
  const old = offsetOf(zone, before);
  let low: number = before;
  let high: number = after;
  while (high - low > finestMs) {
    const middle = Math.floor((low + high) / 2 / finestMs) * finestMs;
    if (offsetOf(zone, instant(middle)) === old) low = middle;
    else high = middle;
  }
  return instant(high);
}

function offsetOf(zone: ZoneId, at: Instant): number {
  const whole = Math.floor(at / 1_000) * 1_000;
  return fromWallFields(toWallTime(instant(whole), zone)) - whole;
}

function jcalOffset(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / (hourMs / 60));
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${hours}:${String(minutes % 60).padStart(2, '0')}`;
}
