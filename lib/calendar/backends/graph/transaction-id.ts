import { createHash } from 'node:crypto';

/**
 * The transactionId by which Graph knows a repeated POST of the same event: of the uid, in the form of
 * a UUID, which all of Microsoft's samples have.
 */
export function toTransactionId(uid: string): string {
  const hex = createHash('sha256').update(uid, 'utf8').digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
