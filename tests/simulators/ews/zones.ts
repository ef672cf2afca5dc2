import { fromWindowsZone, windowsZoneNames } from '@/lib/calendar/backends/shared/windows-zones';
import type { ZoneId } from '@/lib/core/time/zone';
import { EwsFailure } from './ews-failure';
import { leaf, tag } from './xml';

/** @throws EwsFailure for a name that Windows does not know */
export function zoneOf(windowsName: string): ZoneId {
  const zone = fromWindowsZone(windowsName);
  if (!zone) throw new EwsFailure('ErrorTimeZone', 'no such time zone');
  return zone;
}

export const zoneNames: readonly string[] = windowsZoneNames;

interface Change {
  readonly toMs: number;
  readonly offsetMinutes: number;
}

const minuteMs = 60_000;
const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The zone's definition with the rules of one year, as GetServerTimeZones gives it. */
export function writeZoneDefinition(windowsName: string, full: boolean, year: number): string {
  const attributes = { Id: windowsName, Name: windowsName };
  const zone = zoneOf(windowsName);
  const changes = changesIn(zone, year);
  const [first, second] = changes;
  const januaryMinutes = offsetMinutes(zone, Date.UTC(year, 0, 1));
  const offsets = first && second ? [first.offsetMinutes, second.offsetMinutes] : [januaryMinutes];
  const standard = Math.min(...offsets);
  const periodOf = (offset: number) => (offset === standard ? 'Standard' : 'Daylight');
  const periods = [...new Set(offsets)].map((offset) =>
    tag('t:Period', {
      Bias: duration(-offset),
      Name: periodOf(offset),
      Id: periodOf(offset),
    }),
  );
  const recurring = first && second ? [first, second] : [];
  const group =
    recurring.length === 0
      ? tag('t:Transition', {}, tag('t:To', { Kind: 'Period' }, 'Standard'))
      : recurring.map((change) => dayTransition(zone, change, periodOf)).join('');
  const rules = [
    tag('t:TransitionsGroups', {}, tag('t:TransitionsGroup', { Id: '0' }, group)),
    tag('t:Transitions', {}, tag('t:Transition', {}, tag('t:To', { Kind: 'Group' }, '0'))),
  ];
  const content = [tag('t:Periods', {}, ...periods), ...(full ? rules : [])];
  return tag('t:TimeZoneDefinition', attributes, ...content);
}

function dayTransition(
  zone: ZoneId,
  { toMs }: Change,
  periodOf: (offset: number) => string,
): string {
  const before = offsetMinutes(zone, toMs - minuteMs);
  const local = new Date(toMs + before * minuteMs);
  const day = local.getUTCDate();
  const length = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0));
  const isLast = day + 7 > length.getUTCDate();
  return tag(
    't:RecurringDayTransition',
    {},
    tag('t:To', { Kind: 'Period' }, periodOf(offsetMinutes(zone, toMs))),
    leaf('t:TimeOffset', duration(local.getUTCHours() * 60 + local.getUTCMinutes())),
    leaf('t:Month', local.getUTCMonth() + 1),
    leaf('t:DayOfWeek', weekdayNames[local.getUTCDay()] ?? 'Sunday'),
    leaf('t:Occurrence', isLast ? -1 : Math.ceil(day / 7)),
  );
}

/** The moments of one year at which clocks are changed. */
function changesIn(zone: ZoneId, year: number): readonly Change[] {
  const changes: Change[] = [];
  const stepMs = 30 * minuteMs;
  let before = offsetMinutes(zone, Date.UTC(year, 0, 1));
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += stepMs) {
    const now = offsetMinutes(zone, at);
    if (now !== before) changes.push({ toMs: at, offsetMinutes: now });
    before = now;
  }
  return changes;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMinutes(zone: ZoneId, epochMs: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function duration(minutes: number): string {
  const sign = minutes < 0 ? '-' : '';
  const absolute = Math.abs(minutes);
  return `${sign}PT${Math.floor(absolute / 60)}H${absolute % 60}M`;
}
