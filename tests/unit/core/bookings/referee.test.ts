import { describe, expect, it } from 'vitest';
import { judgeReadBack, type SeenEvent, type Verdict } from '@/lib/core/bookings/referee';
import { hourMs, instant } from '@/lib/core/time/instant';

const held = { start: instant(10 * hourMs), end: instant(11 * hourMs) };
const seen = (uid: string, more: Partial<SeenEvent> = {}): SeenEvent => ({
  uid,
  kind: 'busy',
  ...held,
  ...more,
});

describe('a complete read-back', () => {
  const cases: readonly (readonly [string, readonly SeenEvent[], Verdict])[] = [
    ['ours alone', [seen('foyer-m')], 'confirm'],
    ['nothing', [], 'missing'],
    ['an outsider', [seen('foyer-m'), seen('outside')], 'withdraw'],
    [
      'an outsider who is tentative',
      [seen('foyer-m'), seen('x', { kind: 'tentative' })],
      'withdraw',
    ],
    ['an outsider alone', [seen('outside')], 'withdraw'],
    ['one who marks the time as free', [seen('foyer-m'), seen('x', { kind: 'free' })], 'confirm'],
    ['a smaller uid of ours elsewhere', [seen('foyer-m'), seen('foyer-a')], 'withdraw'],
    ['a greater uid of ours elsewhere', [seen('foyer-m'), seen('foyer-z')], 'wait'],
    ['both', [seen('foyer-m'), seen('foyer-z'), seen('foyer-a')], 'withdraw'],
    ['a greater one and an outsider', [seen('foyer-m'), seen('foyer-z'), seen('x')], 'withdraw'],
    ['a greater one alone', [seen('foyer-z')], 'missing'],
    [
      'others that only touch',
      [
        seen('foyer-m'),
        seen('before', { start: instant(0), end: held.start }),
        seen('after', { start: held.end, end: instant(20 * hourMs) }),
      ],
      'confirm',
    ],
    ['ours twice, as two dates of it', [seen('foyer-m'), seen('foyer-m')], 'confirm'],
    ['another event of ours alone', [seen('foyer-m-1')], 'missing'],
    ['ours and another event of ours', [seen('foyer-m'), seen('foyer-m-1')], 'confirm'],
    ['ours marked as free', [seen('foyer-m', { kind: 'free' })], 'missing'],
  ];

  it.each(cases)('that shows %s', (_what, events, verdict) => {
    expect(judgeReadBack('foyer-m', [{ uid: 'foyer-m', held }], events)).toBe(verdict);
    expect(judgeReadBack('foyer-m', [{ uid: 'foyer-m', held }], [...events].reverse())).toBe(
      verdict,
    );
  });
});

describe('a complete read-back of a series', () => {
  const next = { start: instant(34 * hourMs), end: instant(35 * hourMs) };
  const dates = [
    { uid: 'foyer-m', held },
    { uid: 'foyer-m', held: next },
  ];
  const both = [seen('foyer-m'), seen('foyer-m', next)];
  const cases: readonly (readonly [string, readonly SeenEvent[], Verdict])[] = [
    ['every date alone', both, 'confirm'],
    ['one date only', [seen('foyer-m')], 'missing'],
    ['an outsider on the last date', [...both, seen('outside', next)], 'withdraw'],
    ['a greater uid on the first date', [...both, seen('foyer-z')], 'wait'],
    ['a lost date beside one that is not seen', [seen('foyer-m'), seen('x')], 'withdraw'],
    ['no date', [], 'missing'],
  ];

  it.each(cases)('that shows %s', (_what, events, verdict) => {
    expect(judgeReadBack('foyer-m', dates, events)).toBe(verdict);
  });

  it('of no date at all confirms nothing', () => {
    expect(judgeReadBack('foyer-m', [], [])).toBe('missing');
  });
});

/**
 * An abstract calendar: each side writes once, then reads and obeys the verdict, in every order. It
 * remembers who was told what; the referee alone decides.
 */
interface Side {
  readonly uid: string;
  readonly step: 'to-write' | 'to-read' | 'confirmed' | 'withdrawn';
}
interface World {
  readonly sides: readonly Side[];
  readonly outsider: 'to-write' | 'written' | 'none';
}

function explore(from: World, visit: (world: World) => void): void {
  const seenWorlds = new Set<string>();
  const queue = [from];
  for (let world = queue.pop(); world; world = queue.pop()) {
    const key = JSON.stringify(world);
    if (seenWorlds.has(key)) continue;
    seenWorlds.add(key);
    visit(world);
    queue.push(...nextWorlds(world));
  }
}

function nextWorlds(world: World): readonly World[] {
  const moved = world.sides.flatMap((side, index) => {
    const after = step(side, world);
    return after ? [{ ...world, sides: world.sides.with(index, after) }] : [];
  });
  const written = { ...world, outsider: 'written' as const };
  return world.outsider === 'to-write' ? [...moved, written] : moved;
}

function step(side: Side, world: World): Side | null {
  if (side.step === 'to-write') return { ...side, step: 'to-read' };
  if (side.step !== 'to-read') return null;
  const standing = world.sides.filter(
    (each) => each.step === 'to-read' || each.step === 'confirmed',
  );
  const events = [
    ...standing.map(({ uid }) => seen(uid)),
    ...(world.outsider === 'written' ? [seen('outside')] : []),
  ];
  const verdict = judgeReadBack(side.uid, [{ uid: side.uid, held }], events);
  if (verdict === 'confirm') return { ...side, step: 'confirmed' };
  return verdict === 'withdraw' ? { ...side, step: 'withdrawn' } : null;
}

describe('in every order of writes and reads', () => {
  const sides = (...uids: readonly string[]): readonly Side[] =>
    uids.map((uid) => ({ uid, step: 'to-write' }));
  const confirmedIn = (world: World) =>
    world.sides.filter((side) => side.step === 'confirmed').length;
  const isEnd = (world: World) => nextWorlds(world).length === 0;

  it.each([2, 3, 4])(
    'of %d installations never two confirm, and at the end exactly one has',
    (count) => {
      const uids = Array.from({ length: count }, (_, index) => `foyer-${index}`);
      let ends = 0;
      explore({ sides: sides(...uids), outsider: 'none' }, (world) => {
        expect(confirmedIn(world)).toBeLessThanOrEqual(1);
        if (!isEnd(world)) return;
        ends += 1;
        // One that waits has had its answer once the confirmed one is seen not to go: it withdraws.
        expect(confirmedIn(world)).toBe(1);
      });
      expect(ends).toBeGreaterThan(0);
    },
  );

  it('an outsider who was there before a read keeps that reader from confirming', () => {
    explore({ sides: sides('foyer-a', 'foyer-b'), outsider: 'to-write' }, (world) => {
      expect(confirmedIn(world)).toBeLessThanOrEqual(1);
      if (world.outsider !== 'written') return;
      for (const [index, after] of world.sides.entries()) {
        const next = step(after, world);
        if (next?.step === 'confirmed')
          throw new Error(`side ${index} confirms beside an outsider`);
      }
    });
  });
});
