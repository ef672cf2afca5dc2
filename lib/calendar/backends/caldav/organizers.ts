import { calendarUrlOf } from '@/lib/calendar/backends/caldav/addresses';
import { type CaldavOptions, isPersonal } from '@/lib/calendar/backends/caldav/options';
import { BackendError } from '@/lib/calendar/errors';

/** Whose meeting it is for the server, and the calendar that it stands in. */
export interface Organizer {
  readonly email: string;
  readonly calendar: URL;
}

export interface Organizers {
  /** Whose meeting it becomes when this person organises it. */
  forPerson(email: string): Organizer;
  /** Where to look first, knowing for whom we act; null when that tells nothing. */
  likely(onBehalfOf: string | undefined): Organizer | null;
  /** Where meetings of that address stand that Foyer may write; null when it keeps none. */
  of(email: string): Organizer | null;
}

/** From the options: one calendar for all, or each person's own by a pattern. */
export function createOrganizers(options: CaldavOptions): Organizers {
  const { serverUrl, organizerCalendarUrl: pattern = '', organizerEmail } = options;
  if (isPersonal(pattern)) {
    const forPerson = (email: string): Organizer => {
      const calendarUrl = pattern
        .replaceAll('{user}', encodeURIComponent(email.replace(/@.*$/, '')))
        .replaceAll('{email}', encodeURIComponent(email));
      return { email, calendar: calendarUrlOf({ address: { calendarUrl } }, serverUrl) };
    };
    return {
      forPerson,
      likely: (email) => (email === undefined ? null : forPerson(email)),
      of: forPerson,
    };
  }
  if (organizerEmail === undefined) throw new BackendError('invalid-request', 'no organizer');
  const calendar = calendarUrlOf({ address: { calendarUrl: pattern } }, serverUrl);
  const only = { email: organizerEmail, calendar };
  return {
    forPerson: () => only,
    likely: () => only,
    of: (email) => (email.toLowerCase() === organizerEmail.toLowerCase() ? only : null),
  };
}
