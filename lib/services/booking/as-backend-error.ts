import { type BackendError, isBackendError } from '@/lib/calendar/errors';

/** The calendar's own error; anything else is a defect and goes on up. */
export function asBackendError(error: unknown): BackendError {
  if (isBackendError(error)) return error;
  throw error;
}
