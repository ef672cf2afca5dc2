import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import {
  parseCalendars,
  readCalendarObject,
} from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { readEvent } from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import type { RecurrenceRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { ruleWalls } from '@/lib/calendar/backends/shared/icalendar/rule-walls';
import { toJcalWall, wallOf } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { createZoneLookup } from '@/lib/calendar/backends/shared/icalendar/zone-lookup';
import { instant } from '@/lib/core/time/instant';

/** Sample files of other iCalendar libraries; they lie beside the project where they are at hand. */
const corpora = join(process.cwd(), '../shared/contracts/ics');
const present = existsSync(corpora);
if (!present) process.stdout.write('NOT RUN: the iCalendar corpora are not at hand\n');

interface Row {
  files: number;
  events: number;
  dates: number;
  refused: number;
}

async function* filesOf(): AsyncGenerator<{ readonly file: string; readonly text: string }> {
  const entries = await readdir(corpora, { recursive: true });
  for (const file of entries.filter((name) => name.endsWith('.ics')).sort()) {
    yield { file, text: await readFile(join(corpora, file), 'utf8') };
  }
}

test.runIf(present)(
  'the corpora are read without a crash or a hang, every refusal named',
  async () => {
    const rows = new Map<string, Row>();
    const reasons = new Map<string, number>();
    const before = process.cpuUsage();
    for await (const { file, text } of filesOf()) {
      const corpus = file.split('/')[0] ?? '';
      const row = rows.get(corpus) ?? { files: 0, events: 0, dates: 0, refused: 0 };
      rows.set(corpus, row);
      const object = readCalendarObject(text);
      row.files += 1;
      row.events += object.events.length;
      row.refused += object.faults.length;
      for (const { reason } of object.faults) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      for (let year = 1995; year <= 2030; year += 5) {
        const window = {
          start: instant(Date.UTC(year, 0, 1)),
          end: instant(Date.UTC(year + 1, 0, 1)),
        };
        row.dates += occurrencesIn(object, window, { floating: { kind: 'utc' } }).length;
      }
    }
    // Work, not waiting: what else a machine does at the time must not decide.
    const { user, system } = process.cpuUsage(before);
    const tookMs = Math.round((user + system) / 1_000);
    print(rows, reasons, tookMs);
    expect([...reasons.keys()].every((reason) => reason.length > 10)).toBe(true);
    expect([...rows.values()].reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(2_500);
    expect(tookMs).toBeLessThan(50_000);
  },
);

function print(
  rows: ReadonlyMap<string, Row>,
  reasons: ReadonlyMap<string, number>,
  tookMs: number,
): void {
  const cells = (values: readonly (string | number)[]) =>
    values.map((value) => String(value).padEnd(16)).join('');
  const lines = [
    cells(['corpus', 'files read', 'events', 'dates', 'refused']),
    ...[...rows].map(([name, row]) => cells([name, row.files, row.events, row.dates, row.refused])),
    ...[...reasons].map(([reason, count]) => `  refused ${count}: ${reason}`),
    `  in ${tookMs} ms of work`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Rules that the second library expands otherwise, and why. */
const explained: Readonly<Record<string, string>> = {
  'FREQ=MONTHLY;COUNT=9;BYDAY=+3WE;BYMONTH=1,2,3,4,5,9,10,11,12 from 2023-09-20T12:00:00':
    'the ninth third Wednesday of these months is 2024-05-15; ical.js ends one date early',
  'FREQ=YEARLY;UNTIL=20051231 from 2004-02-29T00:00:00':
    'RFC 5545 section 3.3.10 ignores dates that do not exist; ical.js takes March 1st for February 29th',
};
const mostDates = 300;
const latest = wallOf(2200, 1, 1);

test.runIf(present)('rules of the corpora expand as in a second, independent library', async () => {
  let compared = 0;
  const different = new Set<string>();
  for await (const { text } of filesOf()) {
    for (const { property, rule, first } of rulesIn(text)) {
      compared += 1;
      const ours = byUs(rule, first);
      const theirs = byIcalJs(property, first, ours.length);
      if (ours.join() !== theirs.join()) {
        different.add(`${property.getFirstValue()} from ${toJcalWall(first)}`);
      }
    }
  }
  process.stdout.write(
    `corpora: ${compared} rules compared, ${different.size} differ and are explained\n`,
  );
  expect(compared).toBeGreaterThan(700);
  expect([...different].sort()).toEqual(Object.keys(explained).sort());
});

interface CorpusRule {
  readonly property: ICAL.Property;
  readonly rule: RecurrenceRule;
  readonly first: number;
}

function rulesIn(text: string): readonly CorpusRule[] {
  const calendars = parseCalendars(text);
  if (typeof calendars === 'string') return [];
  const lookup = createZoneLookup(calendars);
  return calendars
    .flatMap((calendar) => calendar.getAllSubcomponents('vevent'))
    .flatMap((component) => {
      const event = readEvent(component, lookup);
      if ('reason' in event) return [];
      const properties = component.getAllProperties('rrule');
      return event.rules.flatMap((rule, at) => {
        const property = properties[at];
        return property ? [{ property, rule, first: event.start.wall }] : [];
      });
    });
}

/** Without UNTIL, which each library measures by the zone in its own way; that is tested elsewhere. */
function byUs(rule: RecurrenceRule, first: number): readonly string[] {
  const query = { rule, first, from: first, to: latest, isPast: () => false, budget: 200_000 };
  return ruleWalls(query).walls.slice(0, mostDates).map(toJcalWall);
}

/** One date more than we found, where there is one. */
function byIcalJs(property: ICAL.Property, first: number, found: number): readonly string[] {
  const value = property.getFirstValue();
  if (!(value instanceof ICAL.Recur)) throw new Error('not a rule');
  const rule = value.clone();
  rule.until = null;
  const iterator = rule.iterator(ICAL.Time.fromDateTimeString(toJcalWall(first)));
  const dates: string[] = [];
  const most = Math.min(mostDates, found + 1);
  for (let next = iterator.next(); next && dates.length < most; next = iterator.next()) {
    if (next.year >= 2200) break;
    dates.push(toJcalWall(wallOf(next.year, next.month, next.day) + clockOf(next)));
  }
  return dates;
}

function clockOf({ hour, minute, second }: ICAL.Time): number {
  return ((hour * 60 + minute) * 60 + second) * 1_000;
}
