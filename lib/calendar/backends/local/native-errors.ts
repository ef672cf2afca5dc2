import { DatabaseError } from 'pg';
import {
  BackendError,
  type BackendErrorCode,
  type BackendErrorDetails,
  isBackendError,
  type WriteOutcome,
} from '@/lib/calendar/errors';

/** PostgreSQL's SQLSTATE, whole or its class of two characters, and what it means to callers. */
const codeByState: Readonly<Record<string, BackendErrorCode>> = {
  '23P01': 'conflict',
  '57014': 'timeout',
  '42501': 'forbidden',
  '22': 'invalid-request',
  '23': 'invalid-request',
  '28': 'unauthenticated',
  '08': 'unavailable',
  '40': 'unavailable',
  '53': 'unavailable',
  '55': 'unavailable',
  '57': 'unavailable',
};

const leaving = /^(08|58|XX|57P)/;

/** A server that goes down says so, which does not tell whether a commit was reached. */
export function isServerLeaving(error: DatabaseError): boolean {
  return leaving.test(error.code ?? '');
}

/** Turns whatever the driver threw into the port's error; `outcome` is undefined for reads. */
export function fromPostgresError(error: unknown, outcome: WriteOutcome | undefined): BackendError {
  if (isBackendError(error)) return error;
  if (error instanceof DatabaseError) return fromServer(error, outcome);
  return new BackendError('unavailable', 'the database cannot be reached', {
    cause: error,
    ...outcomeOf(outcome),
  });
}

/** The server's own error is not kept as a cause: its detail may quote a private row. */
function fromServer(error: DatabaseError, outcome: WriteOutcome | undefined): BackendError {
  const state = error.code ?? 'nothing';
  const code = codeByState[state] ?? codeByState[state.slice(0, 2)] ?? 'bad-response';
  const undone = outcome !== undefined && !isServerLeaving(error);
  const where = error.constraint === undefined ? '' : ` (${error.constraint})`;
  return new BackendError(
    code,
    `the database answered ${state}${where}`,
    outcomeOf(undone ? 'not-applied' : outcome),
  );
}

function outcomeOf(outcome: WriteOutcome | undefined): BackendErrorDetails {
  return outcome === undefined ? {} : { outcome };
}
