import type { Booking } from '@/lib/core/bookings/booking';
import { toMeetings } from '@/lib/core/invitations/meeting';
import { planMail } from '@/lib/core/invitations/plan-mail';
import { type ToldMeeting, toToldMeeting } from '@/lib/core/invitations/told-meeting';
import { instant } from '@/lib/core/time/instant';
import type { InvitationMail } from '@/lib/mail/mailer';
import { bob, rooms } from '@/tests/support/told-booking';

const now = instant(Date.UTC(2026, 11, 1));

/** The mail that Bob gets who was told the one booking where the other stands. */
export function mailAbout(
  before: Booking | null,
  after: Booking | null,
  other: Partial<InvitationMail> = {},
): InvitationMail {
  const booking = after ?? before;
  const meeting = (after && toMeetings(after, rooms)[0]) ?? null;
  const told = before && toldOf(before);
  const planned = planMail(told, after && toldOf(after), meeting, now);
  const about = planned?.says ?? told;
  if (!booking || !planned || !about) throw new Error('no mail');
  return {
    id: '00000000-0000-4000-8000-000000000000',
    receiver: { email: bob, name: 'Bob', languages: [] },
    organizer: booking.organizer,
    timeZone: booking.timeZone,
    uid: booking.uid,
    sequence: before ? 1 : 0,
    at: now,
    planned,
    meeting: about,
    before: told,
    goesOn: after !== null,
    people: {
      whole: meeting?.whole.attendees ?? [],
      dates: new Map(meeting?.dates.map((date) => [date.recurrenceId, date.attendees])),
    },
    ...other,
  };
}

function toldOf(booking: Booking): ToldMeeting | null {
  const [meeting] = toMeetings(booking, rooms);
  return meeting ? toToldMeeting(meeting, bob) : null;
}
