import { BackendError } from '@/lib/calendar/errors';

/** The answer to what a backend's capabilities do not declare. @throws BackendError always */
export function unsupported(message: string): never {
  throw new BackendError('unsupported', message, { outcome: 'not-applied' });
}
