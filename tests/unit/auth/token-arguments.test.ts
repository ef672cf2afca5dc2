import { describe, expect, it } from 'vitest';
import { parseTokenArguments, tokenUsage } from '@/lib/auth/token-arguments';
import { roles } from '@/lib/core/places/role';
import { addMs, dayMs, instant } from '@/lib/core/time/instant';

const now = instant(0);
const read = (...args: string[]) => parseTokenArguments(args, now);

describe('parseTokenArguments', () => {
  it('reads an address alone', () => {
    expect(read('--email', 'alice@example.org')).toEqual({
      request: { email: 'alice@example.org', label: 'command line' },
    });
  });

  it('reads everything', () => {
    expect(read('--email=a@b.c', '--role', 'admin', '--label', 'CI', '--days', '30')).toEqual({
      request: { email: 'a@b.c', role: 'admin', label: 'CI', expiresAt: addMs(now, 30 * dayMs) },
    });
  });

  it.each([
    [[], '--email is missing.'],
    [['--email'], "Option '--email <value>' argument missing"],
    [['--email', 'a@b.c', '--role', 'boss'], '--role must be employee, manager or admin.'],
    [['--email', 'a@b.c', '--days', '0'], '--days must be a whole number'],
    [['--email', 'a@b.c', '--days', '1.5'], '--days must be a whole number'],
    [['--email', 'a@b.c', '--days', '9999'], '--days must be a whole number'],
    [['--mail', 'a@b.c'], "Unknown option '--mail'"],
    [['a@b.c'], "Unexpected argument 'a@b.c'"],
  ])('refuses %o', (args, problem) => {
    expect(read(...args)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('names every role in its usage', () => {
    for (const role of roles) expect(tokenUsage).toContain(role);
  });
});
