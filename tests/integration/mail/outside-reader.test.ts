import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { addMs, formatInstant, hourMs, instant } from '@/lib/core/time/instant';
import { toItip } from '@/lib/mail/to-itip';
import { mailAbout } from '@/tests/support/invitation-mail';
import { bob, bookingOf, eve, monday, seriesIn } from '@/tests/support/told-booking';

const python = '/usr/bin/python3';
const missing = spawnSync(python, ['-c', 'import vobject']).status !== 0;
if (missing) {
  process.stderr.write(
    '\n*** Mails are NOT read with an independent library: Debian: apt-get install python3-vobject ***\n\n',
  );
}

const script = path.join(import.meta.dirname, 'read-with-vobject.py');
const at = (index: number, hours = 0) => formatInstant(addMs(monday(index), hours * hourMs));

/** Twelve Mondays, over the change of the clocks, the third left out and the fifth at ten. */
function longSeries() {
  const weeks = Array.from({ length: 16 }, (_week, index) => index).filter((index) => index !== 2);
  const start = addMs(monday(4), hourMs);
  const wall = (index: number) => instant(index < 12 ? monday(index) : monday(index) - hourMs);
  return bookingOf([
    {
      ...seriesIn('foyer-b', ['bora']),
      rrule: 'FREQ=WEEKLY;COUNT=16',
      dates: weeks.map((index) => ({
        recurrenceId: wall(index),
        ...(index === 4 ? { start, end: addMs(start, hourMs) } : {}),
      })),
    },
  ]);
}

test.runIf(!missing || process.env.CI === 'true')(
  'a library that nothing here is made with reads the dates and the people of every kind of mail',
  () => {
    const single = bookingOf([
      { uid: 'foyer-b', roomIds: ['bora'], dates: [{ recurrenceId: monday(0) }] },
    ]);
    const series = longSeries();
    const fewer = bookingOf([
      { ...seriesIn('foyer-b', ['bora'], [1]), rrule: 'FREQ=WEEKLY;COUNT=4' },
    ]);
    const four = bookingOf([seriesIn('foyer-b', ['bora'])]);
    const title = 'Très «long» ; avec, des: signes\net des lignes '.repeat(4);
    const mails = [
      mailAbout(null, { ...single, title }),
      mailAbout(null, series),
      mailAbout(four, fewer),
      mailAbout(series, null),
    ];
    const read = spawnSync(python, [script], {
      input: JSON.stringify(mails.map((mail) => toItip(mail, 'rooms@example.org'))),
      encoding: 'utf8',
    });
    expect(read.stderr).toBe('');
    const [first, second, third, fourth] = JSON.parse(read.stdout);
    expect(first).toEqual({
      method: 'REQUEST',
      events: [
        {
          uid: 'foyer-b',
          sequence: 0,
          status: 'CONFIRMED',
          recurrenceId: null,
          dates: [at(0)],
          summary: title,
          organizer: ['mailto:alice@example.org', ['mailto:rooms@example.org']],
          attendees: [`mailto:${bob}`, `mailto:${eve}`, 'mailto:bora@example.org'],
        },
      ],
    });
    const weeks = Array.from({ length: 16 }, (_week, index) => index).filter(
      (index) => index !== 2,
    );
    expect(second.events).toMatchObject([
      { recurrenceId: null, dates: weeks.map((index) => at(index, index < 12 ? 0 : -1)) },
      { recurrenceId: at(4), dates: [at(4, 1)] },
    ]);
    expect(third).toMatchObject({
      method: 'CANCEL',
      events: [{ sequence: 1, status: 'CANCELLED', recurrenceId: at(1), dates: [at(1)] }],
    });
    expect(fourth).toMatchObject({ method: 'CANCEL', events: [{ status: 'CANCELLED' }] });
  },
);
