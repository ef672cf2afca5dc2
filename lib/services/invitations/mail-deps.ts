import type { MailStore } from '@/lib/db/mail-ports';
import type { Mailer } from '@/lib/mail/mailer';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

/** What telling people by mail stands on. */
export interface MailDeps
  extends Pick<
    BookingDeps,
    'calendar' | 'bookings' | 'places' | 'people' | 'clock' | 'newId' | 'log'
  > {
  readonly mails: MailStore;
  /** Null where no mail server is set: nobody is told. */
  readonly mailer: Mailer | null;
}
