import type { MirrorStore } from '@/lib/db/calendar-ports';
import type { TrialStore } from '@/lib/db/trial-ports';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

/** What trials of connections stand on: much of what bookings do, since they go the same roads. */
export interface TrialDeps
  extends Pick<BookingDeps, 'calendar' | 'places' | 'clock' | 'newId' | 'wait' | 'log'> {
  readonly trials: TrialStore;
  readonly mirror: Pick<MirrorStore, 'doubtedFeeds' | 'trustFeeds'>;
}
