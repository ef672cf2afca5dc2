import { groupBy } from '@/lib/core/group-by';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import { type Effect, findOrder } from '@/tests/support/find-order';
import type {
  BookOperation,
  CancelOperation,
  Operation,
  ReadOperation,
} from '@/tests/support/history';

export type Verdict =
  | { readonly explained: true }
  | {
      readonly explained: false;
      readonly roomId: string;
      /** The first operation, by the time of its answer, that no order can place. */
      readonly operation: Operation;
      readonly problem: string;
    };

/**
 * Whether some order explains a run: each operation takes effect at one moment between its question
 * and its answer (one without an answer at any moment after the question, or never), no two live
 * bookings of a room ever overlap, and no acknowledged one vanishes. Rooms, and within them slots
 * that have no overlap in common, are judged by themselves.
 */
export function checkHistory(operations: readonly Operation[]): Verdict {
  for (const room of groupBy(operations, ({ roomId }) => roomId).values()) {
    const stranger = findStranger(room);
    if (stranger) return stranger;
    for (const group of groupByOverlap(room)) {
      const stuck = findOrder(effectsOf(group, room));
      if (stuck) return refuse(stuck, 'no order of what was asked explains this answer');
    }
  }
  return { explained: true };
}

const refuse = (operation: Operation, problem: string): Verdict => ({
  explained: false,
  roomId: operation.roomId,
  operation,
  problem,
});

const isBook = (operation: Operation): operation is BookOperation => operation.kind === 'book';
const isCancel = (operation: Operation): operation is CancelOperation =>
  operation.kind === 'cancel';
const isRead = (operation: Operation): operation is ReadOperation => operation.kind === 'read';

/** A booking that nobody asked for, or whose request was refused, stands or is cancelled. */
function findStranger(room: readonly Operation[]): Verdict | null {
  const asked = room.filter(isBook);
  const possible = new Set(asked.filter(({ answer }) => answer !== 'fail').map(({ key }) => key));
  const seen = room.find(
    (operation) =>
      (isRead(operation) && operation.keys.some((key) => !possible.has(key))) ||
      (isCancel(operation) && operation.answer === 'ok' && !possible.has(operation.key)),
  );
  if (seen) return refuse(seen, 'shows a booking that was never made');
  const keys = new Set<string>();
  const again = asked.find(({ key }) => keys.size === keys.add(key).size);
  return again ? refuse(again, 'has the key of another booking') : null;
}

/** Bookings that are tied to each other by overlaps, directly or through others. */
function groupByOverlap(room: readonly Operation[]): readonly (readonly BookOperation[])[] {
  const groups: BookOperation[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const booking of room.filter(isBook).toSorted((a, b) => a.slot.start - b.slot.start)) {
    const last = groups.at(-1);
    if (last && booking.slot.start < end) last.push(booking);
    else groups.push([booking]);
    end = Math.max(end, booking.slot.end);
  }
  return groups;
}

/** What each operation of a group does to the live bookings; refusals and bystanders do nothing. */
function effectsOf(
  group: readonly BookOperation[],
  room: readonly Operation[],
): readonly Effect<Operation>[] {
  const slots = new Map(group.map(({ key, slot }) => [key, slot]));
  const cancels = room.filter(isCancel).filter(({ key }) => slots.has(key));
  const reads = room.filter(isRead);
  const witnessed = new Set([
    ...reads.flatMap(({ keys }) => keys),
    ...cancels.filter(({ answer }) => answer === 'ok').map(({ key }) => key),
  ]);
  const matters = ({ key, answer }: BookOperation) =>
    answer === 'ok' || (answer === 'unknown' && witnessed.has(key));
  const booked = group.filter(matters);
  if (booked.length === 0) return [];
  const known = new Set(booked.map(({ key }) => key));
  return [
    ...booked.map((operation) => bookEffect(operation, slots)),
    ...cancels.filter(({ key, answer }) => answer !== 'fail' && known.has(key)).map(cancelEffect),
    ...reads.map((operation) => readEffect(operation, known)),
  ];
}

function bookEffect(
  operation: BookOperation,
  slots: ReadonlyMap<string, Interval>,
): Effect<Operation> {
  const { key, slot } = operation;
  return {
    operation,
    ...window(operation, operation.answer),
    isPossible: (live) => ![...live].some((other) => overlaps(slots.get(other) ?? slot, slot)),
    adds: key,
  };
}

function cancelEffect(operation: CancelOperation): Effect<Operation> {
  const { key, answer } = operation;
  return {
    operation,
    ...window(operation, answer),
    isPossible: (live) => live.has(key),
    removes: key,
  };
}

function readEffect(operation: ReadOperation, known: ReadonlySet<string>): Effect<Operation> {
  const listed = new Set(operation.keys.filter((key) => known.has(key)));
  return {
    operation,
    ...window(operation, 'ok'),
    isPossible: (live) => live.size === listed.size && [...listed].every((key) => live.has(key)),
  };
}

function window({ invokedAt, answeredAt }: Operation, answer: string) {
  return { from: invokedAt, until: answer === 'unknown' ? Number.POSITIVE_INFINITY : answeredAt };
}
