import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What a calendar held at a moment: a digest of each object's version by its handle. */
export type Members = ReadonlyMap<string, string>;

/**
 * A place in a calendar's changes: the server's own sync token, or, where its tokens cannot be
 * relied on, what the calendar held.
 */
export type ChangeCursor =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'members'; readonly members: Members };

const tokenMark = 'token:';
const membersMark = 'members:';
const largestText = 32_000_000;

export function formatCursor(cursor: ChangeCursor): string {
  if (cursor.kind === 'token') return tokenMark + cursor.token;
  const lines = [...cursor.members].map(([handle, digest]) => `${digest} ${handle}`);
  return membersMark + deflateRawSync(lines.join('\n')).toString('base64url');
}

/** Null for what `formatCursor` never gave. */
export function parseCursor(text: string): ChangeCursor | null {
  if (text.startsWith(tokenMark)) return { kind: 'token', token: text.slice(tokenMark.length) };
  if (!text.startsWith(membersMark)) return null;
  const lines = inflate(text.slice(membersMark.length));
  if (lines === null) return null;
  const pairs = lines
    .filter((line) => line !== '')
    .map((line) => {
      const [digest = '', ...handle] = line.split(' ');
      return [handle.join(' '), digest] as const;
    });
  return { kind: 'members', members: new Map(pairs) };
}

/** Short, and different for different versions but for one chance in 10^14. */
export function versionDigest(version: string): string {
  return createHash('sha256').update(version).digest('base64url').slice(0, 8);
}

function inflate(text: string): readonly string[] | null {
  try {
    const raw = Buffer.from(text, 'base64url');
    return inflateRawSync(raw, { maxOutputLength: largestText }).toString('utf8').split('\n');
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
