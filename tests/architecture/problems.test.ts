import { describe, expect, it } from 'vitest';
import { BackendError, backendErrorCodes } from '@/lib/calendar/errors';
import { unknownReasons } from '@/lib/core/availability/busy';
import { bookingStatuses } from '@/lib/core/bookings/status';
import { statusReasons } from '@/lib/core/bookings/status-reason';
import { problemCodes, suggestionReasons } from '@/lib/core/errors';
import { policyRules } from '@/lib/core/policy/evaluate-policy';
import { searchReasons } from '@/lib/http/contract/search';
import { problemKinds, toFoyerError } from '@/lib/http/server/problem';
import { catalogues } from '@/lib/i18n/catalogues';
import { textsOf } from '@/tests/support/texts-of';

const languages: readonly (readonly [string, Readonly<Record<string, unknown>>])[] =
  Object.entries(catalogues);

/** Closed lists that people are shown words for, by the part of the catalogue that has them. */
const lists: readonly (readonly [string, readonly string[]])[] = [
  ['problem', problemCodes],
  ['status', bookingStatuses],
  ['statusReason', statusReasons],
  ['unknownReason', unknownReasons],
  ['suggestionReason', suggestionReasons],
  ['policyRule', policyRules],
];

describe('every problem', () => {
  it('has a status of its own kind and a title', () => {
    expect(Object.keys(problemKinds).sort()).toEqual([...problemCodes].sort());
    for (const [code, { status, title }] of Object.entries(problemKinds)) {
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(status, code).toBeLessThan(600);
      expect(title, code).toMatch(/^[A-Z][^.]{4,}$/);
    }
    const own = Object.entries(problemKinds).filter(([, { status }]) => status === 500);
    expect(own.map(([code]) => code)).toEqual(['internal']);
  });

  it('of a calendar has a name, and never one that blames the one who asks', () => {
    for (const code of backendErrorCodes) {
      const problem = toFoyerError(new BackendError(code, 'said by a server: secret'));
      expect(problem.code, code).not.toBe('internal');
      expect(problem.message, code).not.toContain('secret');
    }
  });
});

describe.each(languages)('in %s', (_language, messages) => {
  it.each(lists)('every %s has words, and no word is for nothing', (part, codes) => {
    const texts = messages[part];
    expect(Object.keys(texts ?? {}).sort()).toEqual([...codes].sort());
    for (const [path, text] of textsOf(texts)) expect(text.trim(), path).not.toBe('');
  });

  it('a search says why a room is not to be had', () => {
    expect(Object.keys(messages)).toContain('searchReason');
    for (const reason of searchReasons) {
      const words = [messages.searchReason, messages.unknownReason, messages.policyRule];
      const found = words.some((part) =>
        textsOf(part).some(([path]) => path.endsWith(`.${reason}`)),
      );
      expect(found || reason === 'policy', reason).toBe(true);
    }
  });
});

it('the catalogues say the same things', () => {
  const [first = [], ...others] = languages.map(([, messages]) =>
    textsOf(messages)
      .map(([path]) => path)
      .sort(),
  );
  for (const other of others) expect(other).toEqual(first);
});
