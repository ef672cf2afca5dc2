import type { Calendar } from '@/lib/calendar/calendar';
import type { MirrorStore } from '@/lib/db/calendar-ports';
import type { PlacesStore } from '@/lib/db/ports';

/** What keeping the mirror stands on. */
export interface MirrorDeps {
  readonly calendar: Pick<Calendar, 'capabilities' | 'listChanges' | 'listEvents'>;
  readonly mirror: MirrorStore;
  readonly places: Pick<PlacesStore, 'findRooms'>;
  readonly log: MirrorLog;
}

export interface MirrorLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}
