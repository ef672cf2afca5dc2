import type ICAL from 'ical.js';
import { parseCalendars } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { parameterOf, rawValues } from '@/lib/calendar/backends/shared/icalendar/property-values';
import { BackendError } from '@/lib/calendar/errors';

/** RFC 6638 section 3.2.9: what became of the invitation of that address; null when not told. */
export function deliveryStatusOf(text: string, email: string): string | null {
  const guest = guestsOf(read(text)).find(
    (each) => String(rawValues(each)[0]).toLowerCase() === `mailto:${email.toLowerCase()}`,
  );
  return guest ? statusOf(guest) : null;
}

/** 5.1 is the one status of a delivery that may come through another time. */
export function isUndelivered(status: string): boolean {
  return /^5\.1(\D|$)/.test(status);
}

/**
 * The text that has the server send again (RFC 6638 section 7.2) what it could not deliver for the
 * moment; null where there is nothing such. An invitation that comes twice is one (RFC 5546).
 */
export function askToSendAgain(text: string): string | null {
  const calendars = read(text);
  const guests = guestsOf(calendars);
  const missed = guests.filter((guest) => isUndelivered(statusOf(guest) ?? ''));
  if (missed.length === 0) return null;
  // Servers are to take it out, and some keep it: whom it reached once is not to be told again.
  for (const guest of guests) guest.removeParameter('schedule-force-send');
  for (const guest of missed) {
    guest.removeParameter('schedule-status');
    guest.setParameter('schedule-force-send', 'REQUEST');
  }
  return calendars.map(String).join('\r\n');
}

function read(text: string): readonly ICAL.Component[] {
  const calendars = parseCalendars(text);
  if (typeof calendars === 'string') throw new BackendError('bad-response', calendars);
  return calendars;
}

function guestsOf(calendars: readonly ICAL.Component[]): readonly ICAL.Property[] {
  return calendars
    .flatMap((calendar) => calendar.getAllSubcomponents('vevent'))
    .flatMap((event) => event.getAllProperties('attendee'));
}

function statusOf(guest: ICAL.Property): string | null {
  return parameterOf(guest, 'schedule-status');
}
