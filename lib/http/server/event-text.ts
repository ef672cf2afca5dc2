import type { ChangeEvent } from '@/lib/core/changes/change';
import { formatInstant } from '@/lib/core/time/instant';
import {
  availabilityEventSchema,
  bookingEventSchema,
  resetEventSchema,
} from '@/lib/http/contract/stream';

const encoder = new TextEncoder();

/** One event goes to thousands of readers as the same bytes. */
const encoded = new WeakMap<ChangeEvent, Uint8Array>();

/** An event in the form of the HTML standard's section 9.2.6; how far one has come is only an id. */
export function toEventBytes(event: ChangeEvent): Uint8Array {
  const known = encoded.get(event);
  if (known) return known;
  const bytes = encoder.encode(toText(event));
  encoded.set(event, bytes);
  return bytes;
}

/** A comment keeps proxies from taking a quiet stream for a dead one. */
export function toHeartbeatBytes(reached: ChangeEvent): Uint8Array {
  return encoder.encode(`: still here\n${toText(reached)}`);
}

/** Begins a stream: how long the reader waits before it comes back. */
export function toOpeningBytes(retryMs: number): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\n\n`);
}

function toText({ id, change }: ChangeEvent): string {
  if (change.topic === 'reached') return `id: ${id}\n\n`;
  return `event: ${change.topic}\nid: ${id}\ndata: ${JSON.stringify(toData(change))}\n\n`;
}

function toData(change: Exclude<ChangeEvent['change'], { readonly topic: 'reached' }>) {
  if (change.topic === 'reset') return resetEventSchema.parse({});
  if (change.topic === 'booking') {
    return bookingEventSchema.parse({ id: change.bookingId, status: change.status });
  }
  return availabilityEventSchema.parse({
    roomId: change.roomId,
    start: formatInstant(change.start),
    end: formatInstant(change.end),
  });
}
