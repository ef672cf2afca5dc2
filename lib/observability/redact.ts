import { serialiseError } from '@/lib/observability/serialise-error';

const hidden = '[redacted]';
const deepest = 8;

/** Compared without case, hyphens and underscores; a name that holds one of these is a secret. */
const secretWords = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'authorization',
  'cookie',
  'apikey',
  'privatekey',
  'serviceaccountkey',
  'encryptionkey',
  'credential',
];

/** What a meeting is about is its people's business, not the operator's. */
const privateNames: ReadonlySet<string> = new Set(['title', 'subject', 'description', 'summary']);

/**
 * A copy of what is to be logged, without secrets and private subjects at any depth, and with errors
 * reduced to what `serialiseError` keeps. Bodies and streams become their length or nothing.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return serialiseError(value);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= deepest) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`;
  if (value instanceof URL) return value.href;
  return redactFields(value, depth);
}

/** `redact` for the fields of a line. */
export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isSecret(name) && value !== null && value !== undefined ? hidden : redact(value, depth + 1),
    ]),
  );
}

function isSecret(name: string): boolean {
  const plain = name.toLowerCase().replace(/[-_]/g, '');
  return privateNames.has(plain) || secretWords.some((word) => plain.includes(word));
}
