import type { CallOptions } from '@/lib/calendar/calendar';
import { isBackendError } from '@/lib/calendar/errors';
import type { Room } from '@/lib/core/places/room';
import type { MirrorLease } from '@/lib/db/calendar-ports';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';

export interface FeedPosition {
  /** Null: this calendar has no feed, and is read as a whole each time. */
  readonly cursor: string | null;
  readonly isChanged: boolean;
}

/** Reads a room's change feed to its end. @throws BackendError when the calendar does not answer. */
export async function readFeed(
  { calendar }: Pick<MirrorDeps, 'calendar'>,
  { cursor }: Pick<MirrorLease, 'cursor'>,
  room: Room,
  options: CallOptions,
): Promise<FeedPosition> {
  try {
    let from = cursor;
    let isChanged = cursor === null;
    for (;;) {
      const page = await calendar.listChanges(room, from, options);
      if (page.gap) return { cursor: page.cursor, isChanged: true };
      isChanged ||= page.changes.length > 0;
      if (!page.more) return { cursor: page.cursor, isChanged };
      from = page.cursor;
    }
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'unsupported') throw error;
    return { cursor: null, isChanged: true };
  }
}
