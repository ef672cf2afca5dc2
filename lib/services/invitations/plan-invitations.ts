import type { Booking } from '@/lib/core/bookings/booking';
import { isWaiting } from '@/lib/core/bookings/status';
import { type Meeting, type ToldRoom, toMeetings } from '@/lib/core/invitations/meeting';
import { nameMeetings } from '@/lib/core/invitations/name-meetings';
import { type PlannedMail, planMail } from '@/lib/core/invitations/plan-mail';
import {
  findAttendee,
  isEqual,
  type ToldMeeting,
  toToldMeeting,
} from '@/lib/core/invitations/told-meeting';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { addMs, dayMs, type Instant, instant } from '@/lib/core/time/instant';
import type { InvitationState, MailingLease, NewMessage } from '@/lib/db/mail-ports';
import type { InvitationMail, Mailer } from '@/lib/mail/mailer';
import { loadRooms } from '@/lib/services/booking/place-events';
import type { MailDeps } from '@/lib/services/invitations/mail-deps';
import { knownCapabilities } from '@/lib/services/known-capabilities';

const leaseMs = 60_000;
const atOnce = 5;
/** A mail server that is away for longer has nothing left to do with these messages. */
const longestMs = 3 * dayMs;
/** Of more people than this each is told alone: a message would name all the others to everybody. */
const mostNamed = 100;

/**
 * Takes the bookings of which people may have to hear, compares what each person was told with what
 * stands now, and writes down the mails that follow from it. Any number of replicas may do it, and may
 * be killed at any point. Returns how many bookings were taken.
 */
export async function planInvitations(deps: MailDeps, mailer: Mailer): Promise<number> {
  const leases = await deps.mails.takeMailings({ leaseMs, limit: atOnce });
  await Promise.all(leases.map((lease) => planSafely(deps, mailer, lease)));
  return leases.length;
}

/** One booking that cannot be planned must not keep the others waiting; it falls due again. */
async function planSafely(deps: MailDeps, mailer: Mailer, lease: MailingLease): Promise<void> {
  const { bookingId } = lease;
  try {
    await plan(deps, mailer, lease);
  } catch (error) {
    deps.log.warn({ bookingId, err: error }, 'the people of a booking wait to be told');
  }
}

async function plan(deps: MailDeps, mailer: Mailer, lease: MailingLease): Promise<void> {
  const booking = await deps.bookings.find(lease.organisationId, lease.bookingId);
  const states = await deps.mails.states(lease.bookingId);
  // Whatever comes of a booking that is on its way is noted when it has come.
  const isOpen = !booking || isWaiting(booking.status) || booking.change !== null;
  if (isOpen) return deps.mails.keep(lease, []);
  const rooms = await findToldRooms(deps, booking);
  if (!rooms) {
    deps.log.warn(
      { bookingId: booking.id },
      'it is not known yet who tells the people of a booking',
    );
    return;
  }
  const meetings = meetingsOf(booking, rooms, states);
  const wishes = findNews({ booking, meetings, states, now: deps.clock.now() });
  const messages: NewMessage[] = [];
  const organizing = wishes.length > 0 ? await deps.people.findById(booking.organizer.id) : null;
  const locale = localeOf(organizing?.person);
  for (const wish of wishes) messages.push(await write(deps, mailer, { booking, locale }, wish));
  await deps.mails.keep(lease, messages);
}

/** Null while a calendar cannot be opened that would say whether it tells people itself. */
async function findToldRooms(
  deps: MailDeps,
  booking: Booking,
): Promise<ReadonlyMap<string, ToldRoom> | null> {
  const rooms = await loadRooms(deps, booking);
  const known = await Promise.all(rooms.map((room) => knownCapabilities(deps, room.connection)));
  if (known.some((each) => each === null)) return null;
  return new Map(
    rooms.map((room, index) => [room.id, toToldRoom(room, known[index]?.invitations === 'server')]),
  );
}

function toToldRoom({ name, building, address }: Room, invites: boolean): ToldRoom {
  return { name: `${name}, ${building.name}`, email: address.email ?? null, invites };
}

/** The meetings that stand, by the uids that people know them by. */
function meetingsOf(
  booking: Booking,
  rooms: ReadonlyMap<string, ToldRoom>,
  states: readonly InvitationState[],
): ReadonlyMap<string, Meeting> {
  if (booking.status !== 'confirmed') return new Map();
  const known = states.flatMap((state) => {
    const told = lastWord(state);
    return told ? [{ uid: state.uid, start: told.span.start }] : [];
  });
  return nameMeetings(toMeetings(booking, rooms), known);
}

function lastWord({ pending, told }: InvitationState): ToldMeeting | null {
  return pending ? pending.says : told;
}

/** A mail that is to be written, and to whom. */
interface News {
  readonly email: string;
  readonly uid: string;
  readonly state: InvitationState | null;
  readonly meeting: Meeting | null;
  readonly planned: PlannedMail;
}

interface Standing {
  readonly booking: Booking;
  readonly meetings: ReadonlyMap<string, Meeting>;
  readonly states: readonly InvitationState[];
  readonly now: Instant;
}

function findNews({ booking, meetings, states, now }: Standing): readonly News[] {
  const organizer = booking.organizer.email.toLowerCase();
  const known = new Map(states.map((state) => [keyOf(state), state]));
  const wanted = [...meetings].flatMap(([uid, meeting]) =>
    emailsOf(meeting).map((email) => ({ uid, email })),
  );
  const pairs = new Map([...states, ...wanted].map((pair) => [keyOf(pair), pair]));
  return [...pairs.values()].flatMap(({ uid, email }) => {
    const state = known.get(keyOf({ uid, email })) ?? null;
    // One word at a time: the next is looked for when this one has gone.
    if (email === organizer || state?.pending) return [];
    const meeting = meetings.get(uid) ?? null;
    const wish = meeting && toToldMeeting(meeting, email);
    const planned = planMail(state?.told ?? null, wish, meeting, now);
    const isRefused = planned && state?.refused && isEqual(state.refused.says, planned.says);
    return planned && !isRefused ? [{ email, uid, state, meeting, planned }] : [];
  });
}

const keyOf = ({ uid, email }: Pick<InvitationState, 'uid' | 'email'>) => `${uid} ${email}`;

function emailsOf({ whole, dates }: Meeting): readonly string[] {
  const people = [whole, ...dates].flatMap(({ attendees }) => attendees);
  return [...new Set(people.map(({ email }) => email.toLowerCase()))];
}

interface Source {
  readonly booking: Booking;
  /** Of the organiser. */
  readonly locale: string | null;
}

async function write(
  deps: MailDeps,
  mailer: Mailer,
  { booking, locale }: Source,
  news: News,
): Promise<NewMessage> {
  const { organisationId } = booking;
  const { email, uid, state, planned } = news;
  const told = planned.says ?? state?.told;
  if (!told) throw new Error(`a mail about nothing, of booking ${booking.id}`);
  const now = deps.clock.now();
  const sequence = state ? state.sequence + 1 : 0;
  const id = deps.newId();
  const mail: InvitationMail = {
    id,
    uid,
    sequence,
    at: now,
    planned,
    meeting: told,
    before: state?.told ?? null,
    goesOn: news.meeting !== null,
    organizer: booking.organizer,
    timeZone: booking.timeZone,
    receiver: await findReceiver(deps, locale, news),
    people: peopleOf(news),
  };
  const message = await mailer.compose(mail);
  if (!message) deps.log.warn({ bookingId: booking.id }, 'a person has no address for mails');
  const worthlessAt = instant(Math.min(told.span.end, addMs(now, longestMs)));
  const key = { bookingId: booking.id, email, uid };
  return { ...key, organisationId, sequence, id, message, says: planned.says, worthlessAt };
}

async function findReceiver(
  { people }: MailDeps,
  locale: string | null,
  { email, meeting }: News,
): Promise<InvitationMail['receiver']> {
  const own = await people.findByEmail(email);
  const tellings = meeting ? [meeting.whole, ...meeting.dates] : [];
  const [named] = tellings.flatMap((telling) => findAttendee(telling, email)?.name ?? []);
  const languages = [localeOf(own?.person), locale];
  return { email, name: own?.person.name ?? named ?? null, languages };
}

const localeOf = (person: Person | undefined) => person?.locale ?? null;

/** Whoever is not to come any more need not know who is. */
function peopleOf({ planned, meeting }: News): InvitationMail['people'] {
  const nobody = { whole: [], dates: new Map() };
  if (planned.method === 'CANCEL' || !meeting) return nobody;
  const { whole, dates } = meeting;
  const most = Math.max(...[whole, ...dates].map(({ attendees }) => attendees.length));
  if (most > mostNamed) return nobody;
  return {
    whole: whole.attendees,
    dates: new Map(dates.map((date) => [date.recurrenceId, date.attendees])),
  };
}
