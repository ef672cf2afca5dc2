import {
  formatSnapshot,
  includesTransaction,
  parseSnapshot,
  type Snapshot,
} from '@/lib/core/changes/snapshot';

/** What names a line of the outbox and the transaction that wrote it. */
export interface LinePlace {
  readonly lineId: number;
  readonly transactionId: bigint;
}

/**
 * How far a reader of the outbox has come: it knows every line of the transactions in the snapshot.
 * Ids alone would not do, as a transaction that took a low one may commit after a higher one was
 * read. Transactions alone would not either: a crash of PostgreSQL may give out the number of one
 * that wrote nothing lasting again, but never the id of a line that was read.
 */
export interface Mark {
  readonly snapshot: Snapshot;
  /** The highest id read. */
  readonly lastLineId: number;
}

/** A mark, or a place in the middle of what was read from one mark up to the next, by ids. */
export interface Position {
  readonly mark: Mark;
  readonly within: { readonly upTo: Mark; readonly lineId: number } | null;
}

export function isBehind(mark: Mark, { lineId, transactionId }: LinePlace): boolean {
  return lineId <= mark.lastLineId && includesTransaction(mark.snapshot, transactionId);
}

/** True when a reader at that position was given the line. */
export function hasSeen({ mark, within }: Position, line: LinePlace): boolean {
  if (isBehind(mark, line)) return true;
  return within !== null && line.lineId <= within.lineId && isBehind(within.upTo, line);
}

const longestText = 6_000;
const version = 'c1';

/** The position as the opaque id of an event; the same on every replica. */
export function formatPosition({ mark, within }: Position): string {
  const start = `${version}~${formatMark(mark)}`;
  return within === null ? start : `${start}~${formatMark(within.upTo)}~${within.lineId}`;
}

/** Null for what is not the id of one of our events. */
export function parsePosition(text: string): Position | null {
  if (text.length > longestText) return null;
  const [found, start = '', end, lineId, ...rest] = text.split('~');
  const mark = parseMark(start);
  if (found !== version || mark === null || rest.length > 0) return null;
  if (end === undefined) return { mark, within: null };
  const upTo = parseMark(end);
  const id = parseLineId(lineId ?? '');
  return upTo === null || id === null ? null : { mark, within: { upTo, lineId: id } };
}

function formatMark({ snapshot, lastLineId }: Mark): string {
  return `${lastLineId}.${formatSnapshot(snapshot)}`;
}

function parseMark(text: string): Mark | null {
  const [id = '', rest = '', ...more] = text.split('.');
  const lastLineId = parseLineId(id);
  const snapshot = parseSnapshot(rest);
  return lastLineId === null || snapshot === null || more.length > 0
    ? null
    : { snapshot, lastLineId };
}

function parseLineId(text: string): number | null {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}
