import type { Calendar } from '@/lib/calendar/calendar';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { isBackendError } from '@/lib/calendar/errors';
import type { ConnectionSummary } from '@/lib/core/places/room';

/**
 * What a connection's calendar system can do; null while the connection cannot be opened, of which
 * its health and whoever reads its rooms tell.
 */
export async function knownCapabilities(
  { calendar }: { readonly calendar: Pick<Calendar, 'capabilities'> },
  { id, kind, revision }: ConnectionSummary,
): Promise<Capabilities | null> {
  try {
    return await calendar.capabilities({ id, kind, revision });
  } catch (error) {
    if (!isBackendError(error)) throw error;
    return null;
  }
}
