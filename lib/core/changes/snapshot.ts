/**
 * Which transactions had ended at a moment, as PostgreSQL's `pg_snapshot` tells it: all below
 * `oldestOpen`, none from `next` on, and between them all but the open ones.
 */
export interface Snapshot {
  readonly oldestOpen: bigint;
  readonly next: bigint;
  /** Ascending. */
  readonly open: readonly bigint[];
}

const form = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)$/;

/** Reads `10:20:10,14,15`; null for what PostgreSQL would not accept as a snapshot. */
export function parseSnapshot(text: string): Snapshot | null {
  const [, oldest, next, list] = form.exec(text) ?? [];
  if (oldest === undefined || next === undefined || list === undefined) return null;
  const open = list === '' ? [] : list.split(',').map(BigInt);
  const snapshot = { oldestOpen: BigInt(oldest), next: BigInt(next), open };
  return isSound(snapshot) ? snapshot : null;
}

export function formatSnapshot({ oldestOpen, next, open }: Snapshot): string {
  return `${oldestOpen}:${next}:${open.join(',')}`;
}

/** True when that transaction had ended, so that what it wrote could be read. */
export function includesTransaction(snapshot: Snapshot, transactionId: bigint): boolean {
  if (transactionId < snapshot.oldestOpen) return true;
  return transactionId < snapshot.next && !snapshot.open.includes(transactionId);
}

function isSound({ oldestOpen, next, open }: Snapshot): boolean {
  return (
    oldestOpen > 0n &&
    oldestOpen <= next &&
    open.every((id, index) => {
      const before = open[index - 1];
      return id >= oldestOpen && id < next && (before === undefined || before < id);
    })
  );
}
