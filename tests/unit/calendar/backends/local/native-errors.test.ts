import { DatabaseError } from 'pg';
import { describe, expect, test } from 'vitest';
import { fromPostgresError } from '@/lib/calendar/backends/local/native-errors';
import { BackendError } from '@/lib/calendar/errors';

function databaseError(code: string, detail = ''): DatabaseError {
  return Object.assign(new DatabaseError(`server text ${detail}`, 1, 'error'), { code, detail });
}

describe('errors of PostgreSQL', () => {
  test.each([
    ['23P01', 'conflict', 'not-applied'],
    ['23514', 'invalid-request', 'not-applied'],
    ['22021', 'invalid-request', 'not-applied'],
    ['40P01', 'unavailable', 'not-applied'],
    ['57014', 'timeout', 'not-applied'],
    ['53300', 'unavailable', 'not-applied'],
    ['57P01', 'unavailable', 'unknown'],
    ['08006', 'unavailable', 'unknown'],
    ['XX000', 'bad-response', 'unknown'],
    ['42P01', 'bad-response', 'not-applied'],
  ])('%s of a write is %s, %s', (state, code, outcome) => {
    expect(fromPostgresError(databaseError(state), 'unknown')).toMatchObject({ code, outcome });
  });

  test('of a read have no outcome', () => {
    expect(fromPostgresError(databaseError('57P01'), undefined).outcome).toBeNull();
  });

  test('keep back what the server quotes of a row', () => {
    const error = fromPostgresError(databaseError('23514', 'Failing row: Secret'), 'unknown');
    expect(error.message).not.toContain('Secret');
    expect(error.cause).toBeUndefined();
  });

  test('a lost connection is unavailable, as unknown as before', () => {
    const lost = new Error('Connection terminated unexpectedly');
    expect(fromPostgresError(lost, 'unknown')).toMatchObject({
      code: 'unavailable',
      outcome: 'unknown',
    });
    expect(fromPostgresError(lost, 'not-applied').outcome).toBe('not-applied');
  });

  test('our own errors pass as they are', () => {
    const own = new BackendError('aborted', 'left', { outcome: 'unknown' });
    expect(fromPostgresError(own, 'not-applied')).toBe(own);
  });
});
