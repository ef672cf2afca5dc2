import type { Calendar } from '@/lib/calendar/calendar';
import type { Clock } from '@/lib/core/time/clock';
import type { MirrorStore } from '@/lib/db/calendar-ports';
import type { BookingStore, PlacesStore } from '@/lib/db/ports';
import type { PushStore } from '@/lib/db/push-ports';

/** What notices of calendar systems stand on. */
export interface PushDeps {
  readonly calendar: Pick<Calendar, 'capabilities' | 'subscribe' | 'renewSubscription'>;
  readonly push: PushStore;
  readonly mirror: Pick<MirrorStore, 'connections' | 'wake'>;
  readonly bookings: Pick<BookingStore, 'wakeAwaiting'>;
  readonly places: Pick<PlacesStore, 'findRooms'>;
  /** Where people open Foyer, and calendar systems too. */
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: PushLog;
}

export interface PushLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}
