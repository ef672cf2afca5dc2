/**
 * Where a reader of the change feed stands. Lines are ordered by the transaction that wrote them,
 * and a transaction may commit after a later one was read. So a reader who has come to the end
 * starts again at the oldest transaction that was open when it began (`floor`); lines may repeat,
 * none is passed over.
 */
export interface ChangeCursor {
  /** Oldest transaction to read, as PostgreSQL's xid8 in decimal. */
  readonly floor: string;
  /** Set in the middle of a long answer: the last line given and the floor to end with. */
  readonly middle: ChangePosition | null;
}

export interface ChangePosition {
  readonly transactionId: string;
  readonly lineId: string;
  readonly nextFloor: string;
}

/** xid8 and bigint have at most 20 digits. */
const form = /^c1\.(\d{1,19})(?:\.(\d{1,19})\.(\d{1,18})\.(\d{1,19}))?$/;

export function toChangeCursor({ floor, middle }: ChangeCursor): string {
  if (!middle) return `c1.${floor}`;
  return `c1.${floor}.${middle.transactionId}.${middle.lineId}.${middle.nextFloor}`;
}

/** Null for what is not one of ours. */
export function fromChangeCursor(text: string): ChangeCursor | null {
  const [, floor, transactionId, lineId, nextFloor] = form.exec(text) ?? [];
  if (floor === undefined) return null;
  if (transactionId === undefined || lineId === undefined || nextFloor === undefined) {
    return { floor, middle: null };
  }
  return { floor, middle: { transactionId, lineId, nextFloor } };
}
