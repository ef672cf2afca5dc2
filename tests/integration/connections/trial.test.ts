import { expect, it } from 'vitest';
import type { Calendar } from '@/lib/calendar/calendar';
import { BackendError } from '@/lib/calendar/errors';
import { type TrialStep, trialSteps } from '@/lib/core/places/trial';
import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { toWallTime } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { createTrialStore } from '@/lib/db/repositories/trial-store';
import { sweepTrials } from '@/lib/services/trial/sweep-trials';
import { tryWriting } from '@/lib/services/trial/try-writing';
import type { Installation } from '@/tests/integration/booking/support/installation';
import { withInstallation } from '@/tests/integration/booking/support/with-installation';
import { mirrorStoreOf } from '@/tests/support/mirror-store-of';

const connection = { id: 'connection', kind: 'mock', revision: 1 } as const;
const later = { referee: 'server', roomAnswer: 'later', answerAfterMs: 0 } as const;

function trialOf(foyer: Installation, sabotage: Partial<Calendar> = {}) {
  const { signal } = new AbortController();
  const [room] = foyer.rooms;
  if (!room) throw new Error('no room');
  const calendar = { ...foyer.deps.calendar, ...sabotage };
  const deps = {
    ...foyer.deps,
    calendar,
    trials: createTrialStore(foyer.pool),
    mirror: mirrorStoreOf(foyer.pool),
  };
  const call = { person: foyer.people.manager, signal, requestId: 'trial' };
  const run = async () => {
    const capabilities = await calendar.capabilities(connection);
    return tryWriting(deps, { room, capabilities, call });
  };
  const left = async () => {
    const now = instant(Date.now());
    const window = { start: now, end: addMs(now, 60 * dayMs) };
    return foyer.deps.calendar.listEvents(room, window, { signal, requestId: 'look' });
  };
  return { deps, run, left };
}

const failed = (steps: readonly TrialStep[]) =>
  trialSteps.filter((step) => steps.includes(step)).map((step) => [step, 'failed']);

const outcomes = ({ lines }: Awaited<ReturnType<typeof tryWriting>>) =>
  lines.map(({ step, outcome }) => [step, outcome]);

it('proves each road, and leaves nothing behind', async () => {
  await withInstallation(async ({ foyer }) => {
    const { run, left, deps } = trialOf(foyer);
    const { lines, failures } = await run();
    expect(failures).toEqual([]);
    expect(lines.filter(({ outcome }) => outcome !== 'proved')).toEqual([
      { step: 'answer', outcome: 'untried', code: null },
    ]);
    expect(await left()).toEqual([]);
    expect(await deps.trials.last('connection')).toMatchObject({ roomId: 'room-1', lines });
    expect(await deps.trials.leftSince(addMs(instant(Date.now()), hourMs))).toEqual([]);
  });
});

it('waits for the answer of a room that gives its own', async () => {
  await withInstallation(
    async ({ foyer }) => {
      const { run, left } = trialOf(foyer);
      const trial = await run();
      expect(outcomes(trial).filter(([, outcome]) => outcome !== 'proved')).toEqual([]);
      expect(await left()).toEqual([]);
    },
    { mock: later },
  );
});

it('is at three in the night, in the first night in which the room is free', async () => {
  await withInstallation(async ({ foyer }) => {
    const written: number[] = [];
    const { create } = foyer.deps.calendar;
    const { run } = trialOf(foyer, {
      create: (rooms, draft, options) => {
        written.push(draft.start);
        return create(rooms, draft, options);
      },
    });
    await run();
    const [first = 0] = written;
    expect(toWallTime(instant(first), zoneId('Europe/Paris'))).toMatchObject({
      hour: 3,
      minute: 0,
    });
    const start = instant(first);
    const rooms = foyer.rooms.slice(0, 1);
    const people = { organizer: { email: 'x@example.org' }, attendees: [] };
    const night = {
      uid: 'night',
      title: 'Night',
      start,
      end: addMs(start, 5 * minuteMs),
      timeZone: zoneId('Europe/Paris'),
      visibility: 'default' as const,
      ...people,
    };
    const { signal } = new AbortController();
    await create(rooms, night, { signal, requestId: 'night' });
    await run();
    expect(written[1]).toBe(addMs(start, dayMs));
  });
});

const quiet = () => Promise.resolve({ gap: false, changes: [], cursor: '1', more: false } as const);
const sabotages: readonly (readonly [
  string,
  (calendar: Calendar) => Partial<Calendar>,
  readonly TrialStep[],
])[] = [
  [
    'refuses to write',
    () => ({ create: () => Promise.reject(new BackendError('forbidden', 'no')) }),
    ['write'],
  ],
  [
    'writes at another time',
    ({ create }) => ({
      create: (rooms, draft, options) =>
        create(rooms, { ...draft, end: addMs(draft.end, minuteMs) }, options),
    }),
    ['read-back', 'find'],
  ],
  [
    'finds nothing by its uid',
    () => ({ findByUid: () => Promise.resolve(null) }),
    ['find', 'remove'],
  ],
  ['forgets to tell', () => ({ listChanges: quiet }), ['change-feed']],
  [
    'has a feed that breaks off',
    () => ({ listChanges: () => Promise.reject(new BackendError('unavailable', 'no')) }),
    ['change-feed'],
  ],
  ['keeps what is removed', () => ({ cancel: () => Promise.resolve() }), ['remove']],
];

it('that could not write has tried nothing else', async () => {
  await withInstallation(async ({ foyer }) => {
    const refuse = () => Promise.reject(new BackendError('forbidden', 'no'));
    const tried = outcomes(await trialOf(foyer, { create: refuse }).run());
    const untried = tried.filter(([, outcome]) => outcome === 'untried').map(([step]) => step);
    expect(untried).toEqual(['read-back', 'find', 'answer', 'busy', 'change-feed']);
  });
});

it.each(sabotages)('tells of a calendar that %s', async (_name, sabotage, steps) => {
  await withInstallation(async ({ foyer }) => {
    const { run } = trialOf(foyer, sabotage(foyer.deps.calendar));
    const trial = await run();
    expect(outcomes(trial).filter(([, outcome]) => outcome === 'failed')).toEqual(failed(steps));
    expect(trial.failures.map(({ step }) => step).sort()).toEqual([...steps].sort());
  });
});

it('tells of a calendar that shows free what it took', async () => {
  await withInstallation(async ({ foyer }) => {
    const { run } = trialOf(foyer, {
      freeBusy: async (rooms) =>
        new Map(rooms.map(({ id }) => [id, { roomId: id, known: true, busy: [] } as const])),
    });
    expect(outcomes(await run()).filter(([, outcome]) => outcome === 'failed')).toEqual(
      failed(['busy']),
    );
  });
});

it('that was killed is taken out later, and keeps the next one waiting until no write can come', async () => {
  await withInstallation(async ({ foyer }) => {
    const killed = new Error('killed');
    const { run } = trialOf(foyer, {
      get: () => Promise.reject(killed),
      cancel: () => Promise.reject(killed),
    });
    await expect(run()).rejects.toBe(killed);
    const whole = trialOf(foyer);
    expect(await whole.left()).toHaveLength(1);
    await expect(whole.run()).rejects.toMatchObject({ code: 'conflict' });
    expect(await sweepTrials(whole.deps)).toBe(0);
    foyer.pass(5 * minuteMs);
    expect(await sweepTrials(whole.deps)).toBe(0);
    expect(await whole.left()).toEqual([]);
    await expect(whole.run()).rejects.toMatchObject({ code: 'conflict' });
    foyer.pass(10 * minuteMs);
    expect(await sweepTrials(whole.deps)).toBe(1);
    expect((await whole.run()).failures).toEqual([]);
  });
});

it('looks again for a write whose answer never came, and that lands after the look', async () => {
  await withInstallation(async ({ foyer }) => {
    const { create } = foyer.deps.calendar;
    const late: (() => Promise<unknown>)[] = [];
    const { run, left, deps } = trialOf(foyer, {
      create: (...asked) => {
        late.push(() => create(...asked));
        return Promise.reject(new BackendError('timeout', 'no answer', { outcome: 'unknown' }));
      },
    });
    expect((await run()).failures.map(({ step }) => step)).toEqual(['write']);
    for (const land of late) await land();
    expect(await left()).toHaveLength(1);
    foyer.pass(15 * minuteMs);
    expect(await sweepTrials(deps)).toBe(1);
    expect(await left()).toEqual([]);
  });
});

it('stays to be taken out while its calendar is away', async () => {
  await withInstallation(async ({ foyer }) => {
    const away = () => Promise.reject(new BackendError('unavailable', 'away'));
    const { run, deps, left } = trialOf(foyer, { cancel: away });
    expect((await run()).failures.map(({ step }) => step)).toEqual(['remove']);
    foyer.pass(15 * minuteMs);
    expect(await sweepTrials(deps)).toBe(0);
    expect(foyer.warnings).toContain('the event of a trial is still to be removed');
    expect(await sweepTrials({ ...deps, calendar: foyer.deps.calendar })).toBe(1);
    expect(await left()).toEqual([]);
  });
});
