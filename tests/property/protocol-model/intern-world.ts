import {
  type BookingWorld,
  outsides,
  type Process,
  type World,
} from '@/tests/property/protocol-model/world';

/** A world as three small numbers; the bookings are kept once each, whatever they stand beside. */
export interface Interning {
  bookingId(booking: BookingWorld): number;
  toKey(first: number, second: number, outside: number): number;
  fromKey(key: number): readonly [first: number, second: number, outside: number];
  world(key: number): World;
}

const mostBookings = 2 ** 20;

export function createInterning(): Interning {
  const idByText = new Map<string, number>();
  const bookings: BookingWorld[] = [];
  const fromKey: Interning['fromKey'] = (key) => {
    const pair = Math.floor(key / outsides.length);
    return [Math.floor(pair / mostBookings), pair % mostBookings, key % outsides.length];
  };
  return {
    bookingId: (booking) => {
      const text = textOf(booking);
      const known = idByText.get(text);
      if (known !== undefined) return known;
      const id = bookings.push(booking) - 1;
      if (id >= mostBookings) throw new Error('too many kinds of bookings to count');
      idByText.set(text, id);
      return id;
    },
    toKey: (first, second, outside) => (first * mostBookings + second) * outsides.length + outside,
    fromKey,
    world: (key) => {
      const [first, second, outside] = fromKey(key);
      return {
        bookings: [at(bookings, first), at(bookings, second)],
        outside: at(outsides, outside),
      };
    },
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing has number ${index}`);
  return item;
}

function textOf({ row, known, taken, worker, canceller, event, onItsWay }: BookingWorld): string {
  const bits = (known ? 1 : 0) + (taken ? 2 : 0) + (onItsWay ? 4 : 0);
  return `${row} ${event} ${bits} ${processText(worker)} ${processText(canceller)}`;
}

function processText(process: Process | null): string {
  if (process === null) return '-';
  const { step, current, known, proven, lastLook } = process;
  const bits = (current ? 1 : 0) + (known ? 2 : 0) + (proven ? 4 : 0) + (lastLook ? 8 : 0);
  return `${step.action}/${step.phase}/${bits}`;
}
