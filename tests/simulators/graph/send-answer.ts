import { touched, withException } from './events/edit-series';
import type { Attendee, StoredEvent } from './events/stored-event';
import { findByICalUId, putEvent, type World } from './store/world';

export interface MeetingAnswer {
  readonly iCalUId: string;
  readonly organizerAddress: string;
  readonly from: string;
  readonly response: Attendee['response'];
  /** The sequence of the meeting that was answered. */
  readonly sequence: number;
  /** Null: the whole. */
  readonly originalStartMs: number | null;
  /** Dates declined although the whole was accepted. */
  readonly declinedStartsMs: readonly number[];
}

/** Sends an answer to the organiser. */
export function sendAnswer(world: World, answer: MeetingAnswer): void {
  world.mail.post(answer.organizerAddress.toLowerCase(), () => recordAnswer(world, answer));
}

/** Notes an answer at the organiser's event; one to a meeting that has moved since is ignored. */
function recordAnswer(world: World, answer: MeetingAnswer): void {
  const mailbox = world.mailboxes.get(answer.organizerAddress.toLowerCase());
  const event = mailbox && findByICalUId(mailbox, answer.iCalUId);
  if (!mailbox || !event?.isOrganizer || event.sequence > answer.sequence) return;
  const nowMs = world.now();
  const answered = (attendees: readonly Attendee[], response: Attendee['response']) =>
    attendees.map((attendee) =>
      attendee.address.toLowerCase() === answer.from.toLowerCase()
        ? { ...attendee, response, respondedMs: nowMs }
        : attendee,
    );
  const onDate = (series: StoredEvent, at: number, response: Attendee['response']) => {
    const attendees = series.exceptions.get(at)?.changes.attendees ?? series.attendees;
    return withException(series, at, { attendees: answered(attendees, response) }, nowMs);
  };
  if (answer.originalStartMs !== null) {
    putEvent(world, mailbox, onDate(event, answer.originalStartMs, answer.response));
    return;
  }
  const ownAnswers = [...event.exceptions].filter(([, { changes }]) => changes.attendees);
  const whole: StoredEvent = { ...event, attendees: answered(event.attendees, answer.response) };
  const withDates = ownAnswers.reduce<StoredEvent>(
    (series, [at]) => onDate(series, at, answer.response),
    whole,
  );
  const next = answer.declinedStartsMs
    .filter((at) => !event.cancelledStarts.has(at))
    .reduce<StoredEvent>((series, at) => onDate(series, at, 'declined'), withDates);
  putEvent(world, mailbox, touched(next, nowMs));
}
