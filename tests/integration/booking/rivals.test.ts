import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '@/tests/integration/booking/support/check-books';
import { meet, openRivals, type Rivals } from '@/tests/integration/booking/support/rivals';
import { everyOrder } from '@/tests/integration/booking/support/turns';

/** Live check, write and read back of each side make six; two more let the waiting one look again. */
const choices = 8;

describe('two installations on one calendar that refuses nothing', () => {
  let rivals: Rivals;

  beforeAll(async () => {
    rivals = await openRivals();
  });
  afterAll(() => rivals.stop());

  it('give a slot to exactly one of them, in every order of their calls', async () => {
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const [hour, order] of everyOrder(choices).entries()) {
      const { ends, confirmed, events } = await meet(rivals, order, hour * 2);
      seen.add(ends.join(' and '));
      if (confirmed !== 1 || events !== 1) wrong.push(`${order.join('')}: ${ends.join(' and ')}`);
    }
    expect(wrong).toEqual([]);
    expect([...seen].sort()).toEqual(['confirmed and conflict', 'conflict and confirmed']);
    expect(await findFaults(rivals.sides, rivals.controls)).toEqual([]);
  });
});
