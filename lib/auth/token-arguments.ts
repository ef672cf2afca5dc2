import { parseArgs } from 'node:util';
import type { TokenRequest } from '@/lib/auth/issue-token';
import { type Role, roles } from '@/lib/core/places/role';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';

export const tokenUsage = `Usage: npm run --silent token -- --email alice@example.org [options]
  --role ${roles.join('|')}  the person's role; adds the person when there is none
  --label TEXT                    what the token is for (default: command line)
  --days N                        days until it expires (default: never)`;

const options = {
  email: { type: 'string' },
  role: { type: 'string' },
  label: { type: 'string', default: 'command line' },
  days: { type: 'string' },
} as const;

export type TokenArguments =
  | { readonly request: TokenRequest }
  /** What is wrong with them, in one sentence. */
  | { readonly problem: string };

/** Reads the command line of `npm run token`. */
export function parseTokenArguments(args: readonly string[], now: Instant): TokenArguments {
  const parsed = tryParse(args);
  if ('problem' in parsed) return parsed;
  const { email, role, label, days } = parsed.values;
  if (email === undefined) return { problem: '--email is missing.' };
  const knownRole = roles.find((known) => known === role);
  if (role !== undefined && !knownRole) return { problem: `--role must be ${listOf(roles)}.` };
  const expiresAt = days === undefined ? undefined : expiryAfter(days, now);
  if (expiresAt === null) return { problem: '--days must be a whole number from 1 to 3650.' };
  return { request: { email, role: knownRole, label, expiresAt } };
}

interface Values {
  readonly email?: string | undefined;
  readonly role?: string | undefined;
  readonly label: string;
  readonly days?: string | undefined;
}

function tryParse(
  args: readonly string[],
): { readonly values: Values } | { readonly problem: string } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false });
  } catch (error) {
    if (error instanceof TypeError) return { problem: error.message };
    throw error;
  }
}

function expiryAfter(days: string, now: Instant): Instant | null {
  const count = /^\d{1,4}$/.test(days) ? Number(days) : 0;
  return count >= 1 && count <= 3_650 ? addMs(now, count * dayMs) : null;
}

function listOf(names: readonly Role[]): string {
  return names.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}
