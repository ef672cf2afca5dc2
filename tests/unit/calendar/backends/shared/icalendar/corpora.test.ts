import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { instant } from '@/lib/core/time/instant';

/** Sample files of other iCalendar libraries; they lie beside the project where they are at hand. */
const corpora = join(process.cwd(), '../shared/contracts/ics');
const present = existsSync(corpora);
if (!present) process.stdout.write('NOT RUN: the iCalendar corpora are not at hand\n');

test.runIf(present)(
  'the corpora are read without a crash or a hang, every refusal named',
  async () => {
    const entries = await readdir(corpora, { recursive: true });
    const files = entries.filter((name) => name.endsWith('.ics'));
    const total = { files: files.length, events: 0, dates: 0, refused: 0 };
    const before = performance.now();
    for (const file of files) {
      const object = readCalendarObject(await readFile(join(corpora, file), 'utf8'));
      total.events += object.events.length;
      total.refused += object.faults.length;
      expect(object.faults.every((fault) => fault.length > 10)).toBe(true);
      for (let year = 1995; year <= 2030; year += 5) {
        const window = {
          start: instant(Date.UTC(year, 0, 1)),
          end: instant(Date.UTC(year + 1, 0, 1)),
        };
        total.dates += occurrencesIn(object, window, { floating: { kind: 'utc' } }).length;
      }
    }
    const tookMs = Math.round(performance.now() - before);
    process.stdout.write(`corpora: ${JSON.stringify({ ...total, tookMs })}\n`);
    expect(total.events).toBeGreaterThan(2_500);
    expect(tookMs).toBeLessThan(50_000);
  },
);
