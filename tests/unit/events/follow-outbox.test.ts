import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mark } from '@/lib/core/changes/position';
import type { OutboxListener, OutboxReading, OutboxSignals } from '@/lib/db/ports';
import { followOutbox } from '@/lib/events/follow-outbox';
import { lineAt, markAt } from '@/tests/unit/events/support';

/** An outbox in memory whose connections break when they are told to. */
function fakeOutbox() {
  let lines = 0;
  let isDown = false;
  const connections: OutboxSignals[] = [];
  const reads: number[] = [];
  const requireUp = () => {
    if (isDown) throw new Error('no database');
  };
  const listen = async (signals: OutboxSignals): Promise<OutboxListener> => {
    requireUp();
    connections.push(signals);
    return {
      mark: async () => {
        requireUp();
        return markAt(lines);
      },
      read: async (from: Mark): Promise<OutboxReading> => {
        requireUp();
        reads.push(from.lastLineId);
        const news = Array.from({ length: lines - from.lastLineId }, (_, index) =>
          lineAt(from.lastLineId + index + 1),
        );
        return { mark: markAt(lines), lines: news, isWhole: true };
      },
      close: async () => undefined,
    };
  };
  return {
    listen,
    connections,
    reads,
    write: (count = 1) => {
      lines += count;
      connections.at(-1)?.onNews();
    },
    goDown: () => {
      isDown = true;
      connections.at(-1)?.onLost(new Error('cut'));
    },
    comeBack: () => {
      isDown = false;
    },
  };
}

function follow(isNeeded = () => true) {
  const outbox = fakeOutbox();
  const told: number[] = [];
  const warnings: string[] = [];
  const follower = followOutbox({
    listen: outbox.listen,
    log: { warn: (_fields, message) => void warnings.push(message) },
    random: () => 1,
    isNeeded,
    onReading: (_from, { lines }) => void told.push(...lines.map(({ lineId }) => lineId)),
  });
  return { outbox, told, warnings, follower };
}

describe('following the outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins at the end, with the first who joins, and reads on when there is news', async () => {
    const { outbox, told, follower } = follow();
    outbox.write(3);
    expect(outbox.connections).toHaveLength(0);
    const marks: number[] = [];
    await follower.join((mark) => void marks.push(mark.lastLineId));
    outbox.write(2);
    await vi.advanceTimersByTimeAsync(0);
    expect({ marks, told }).toEqual({ marks: [3], told: [4, 5] });
    await follower.stop();
  });

  it('finds news that nobody announced', async () => {
    const { outbox, told, follower } = follow();
    await follower.join(() => undefined);
    const [connection] = outbox.connections.splice(0);
    outbox.write();
    expect(connection).toBeDefined();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([1]);
    await follower.stop();
  });

  it('lets somebody join only where everything before has been told', async () => {
    const { outbox, told, follower } = follow();
    await follower.join(() => undefined);
    outbox.write(2);
    const seen: unknown[] = [];
    await follower.join((mark) => void seen.push([mark.lastLineId, ...told]));
    expect(seen).toEqual([[2, 1, 2]]);
    await follower.stop();
  });

  it('reads what it missed once it has a connection again', async () => {
    const { outbox, told, warnings, follower } = follow();
    await follower.join(() => undefined);
    outbox.goDown();
    await vi.advanceTimersByTimeAsync(5_000);
    outbox.write(3);
    outbox.comeBack();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([1, 2, 3]);
    expect(outbox.connections).toHaveLength(2);
    expect(new Set(warnings)).toEqual(new Set(['the connection that follows changes was lost']));
    await follower.stop();
  });

  it('pauses longer and longer between attempts', async () => {
    const { outbox, warnings, follower } = follow();
    await follower.join(() => undefined);
    outbox.goDown();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(warnings.length).toBeGreaterThan(20);
    expect(warnings.length).toBeLessThan(30);
    await follower.stop();
  });

  it('refuses whoever would join while there is no database', async () => {
    const { outbox, follower } = follow();
    outbox.goDown();
    const joining = expect(follower.join(() => undefined)).rejects.toMatchObject({
      code: 'database-unavailable',
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await joining;
    await follower.stop();
    await expect(follower.join(() => undefined)).rejects.toMatchObject({
      code: 'database-unavailable',
    });
  });

  it('reads nothing while nobody needs it, and forgets what nobody heard', async () => {
    let isNeeded = true;
    const { outbox, told, follower } = follow(() => isNeeded);
    await follower.join(() => undefined);
    isNeeded = false;
    await vi.advanceTimersByTimeAsync(1_000);
    const before = outbox.reads.length;
    outbox.write(4);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outbox.reads).toHaveLength(before);
    isNeeded = true;
    await follower.join((mark) => expect(mark.lastLineId).toBe(4));
    expect(told).toEqual([]);
    await follower.stop();
  });
});
