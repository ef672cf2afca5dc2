import type { Step } from '@/lib/core/bookings/protocol';
import type { Move, Violation } from '@/tests/property/protocol-model/move';
import type { Actor, Setting } from '@/tests/property/protocol-model/observe';
import {
  type BookingWorld,
  hasEnded,
  type Process,
  type Role,
  type Row,
  rowOf,
  withBooking,
} from '@/tests/property/protocol-model/world';

/** A step whose action is to settle the booking in the database: one transaction, all or nothing. */
export function settle(actor: Actor, role: Role, setting: Setting): Move {
  const { booking, process } = actor;
  const { step } = process;
  if (step.action === 'stop') return into(actor, 'stops', { [role]: null });
  if (!process.current) {
    const following = afterOvertaking(process, booking.row, setting);
    return into(actor, `finds itself overtaken: ${following.step.action}`, { [role]: following });
  }
  const row = settledRow(step, booking.row);
  const isOver = row === 'released' || row === 'failed' || row === 'cancelled';
  const memory = isOver ? { known: false, taken: false } : { known: process.known };
  const moved = into(actor, `settles: ${step.action}`, { row, ...memory, [role]: null });
  const violation: Violation =
    'G2: confirmed without a read, made after the write, that shows it there and alone';
  return step.action === 'confirm' && !process.proven ? { ...moved, violation } : moved;
}

function into({ world, side, booking }: Actor, label: string, next: Partial<BookingWorld>): Move {
  return {
    label: `${side + 1} ${label}`,
    world: withBooking(world, side, { ...booking, ...next }),
  };
}

/** It looks at the row again, and so knows it as it is. */
function afterOvertaking(process: Process, row: Row, { rules }: Setting): Process {
  const step = rules.decide('overtaken', hasEnded(row) ? 'has-ended' : 'still-live');
  return { ...process, step, current: true };
}

function settledRow({ action, phase }: Step, before: Row): Row {
  switch (action) {
    case 'confirm':
      return 'confirmed';
    case 'await-room':
      return 'awaiting';
    case 'release':
      return 'released';
    case 'fail':
      return phase === 'sweeping' ? 'failed-due' : 'failed';
    case 'cancel':
      return phase === 'sweeping' ? 'cancelled-due' : 'cancelled';
    case 'forget':
      return before === 'cancelled-due' ? 'cancelled' : 'failed';
    case 'look-again':
    case 'leave':
      return rowOf(phase, before);
    default:
      throw new Error(`${action} settles nothing`);
  }
}
