import { randomBytes } from 'node:crypto';

/** An event, or one date of a series by its original start. */
export interface ItemName {
  readonly eventId: string;
  readonly originalStartMs: number | null;
}

const prefix = 'AAMkAG';
const keyLength = 22;

/** Opaque to callers, and in need of encoding in a path, as Exchange's are. */
export function newEventId(): string {
  return `${prefix}${randomBytes(16).toString('base64url')}=`;
}

export function occurrenceId(eventId: string, originalStartMs: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(originalStartMs));
  return `${eventId.slice(0, -1)}${bytes.toString('base64url')}=`;
}

export function readItemId(id: string): ItemName {
  const keyEnd = prefix.length + keyLength;
  if (id.length === keyEnd + 1) return { eventId: id, originalStartMs: null };
  const bytes = Buffer.from(id.slice(keyEnd, -1), 'base64url');
  if (bytes.length !== 8) return { eventId: id, originalStartMs: null };
  return {
    eventId: `${id.slice(0, keyEnd)}=`,
    originalStartMs: Number(bytes.readBigInt64BE()),
  };
}
