import type { Attendant } from '../room-attendant/attendant';
import { decide, type Stretch } from '../room-attendant/decide';
import type { Attendee, CalendarItem, Fields, Mailbox, ResponseType } from './model';
import { dateAt, datesIn, type Store } from './store';

/** What travels between the calendars of those who meet. */
export interface Meetings {
  /** Sends the meeting as a whole to everybody who has a mailbox here. */
  invite(item: CalendarItem, timesChanged: boolean): void;
  inviteTo(item: CalendarItem, originalStartMs: number): void;
  /** To those who are no longer asked. */
  uninvite(item: CalendarItem, before: Fields): void;
  cancel(item: CalendarItem): void;
  cancelDate(item: CalendarItem, originalStartMs: number): void;
}

const dayMs = 86_400_000;
const longestAheadDays = 1_200;

export function createMeetings(store: Store, attendant: Attendant): Meetings {
  const copiesOf = (item: CalendarItem, fields: Fields = item.fields) =>
    invited(fields).flatMap(({ email }) => {
      const mailbox = store.mailbox(email);
      return mailbox && mailbox.email !== item.mailbox
        ? [{ mailbox, copy: store.byUid(mailbox, item.uid) }]
        : [];
    });

  const ask = (mailbox: Mailbox, copy: CalendarItem) => {
    if (mailbox.kind !== 'room') return;
    const asked = copy.version;
    attendant.post(mailbox.email, () => {
      // A newer request for the same meeting is answered instead.
      if (mailbox.items.get(copy.id) === copy && copy.version === asked)
        answer(store, mailbox, copy);
    });
  };

  return {
    invite(item, timesChanged) {
      item.requestSent = true;
      for (const { mailbox, copy } of copiesOf(item)) {
        if (!copy) {
          const fresh = copyFor(store, mailbox, item);
          store.add(mailbox, fresh);
          ask(mailbox, fresh);
          continue;
        }
        bring(copy, item, timesChanged);
        store.touch(copy);
        if (timesChanged) ask(mailbox, copy);
      }
    },
    inviteTo(item, originalStartMs) {
      const exception = item.exceptions.get(originalStartMs);
      for (const { mailbox, copy } of copiesOf(item)) {
        if (!copy || !exception) continue;
        copy.exceptions.set(originalStartMs, withoutExtended(exception));
        store.touch(copy);
        ask(mailbox, copy);
      }
    },
    uninvite(item, before) {
      const still = new Set(invited(item.fields).map(({ email }) => email.toLowerCase()));
      for (const { mailbox, copy } of copiesOf(item, before)) {
        if (copy && !still.has(mailbox.email)) store.remove(copy);
      }
    },
    cancel(item) {
      for (const { copy } of copiesOf(item)) if (copy) store.remove(copy);
    },
    cancelDate(item, originalStartMs) {
      for (const { copy } of copiesOf(item)) {
        if (!copy) continue;
        copy.exceptions.delete(originalStartMs);
        copy.deleted.add(originalStartMs);
        store.touch(copy);
      }
    },
  };
}

function invited({ required, optional, resources }: Fields): readonly Attendee[] {
  return [...required, ...optional, ...resources];
}

function withoutExtended({ extended: _own, ...fields }: Partial<Fields>): Partial<Fields> {
  return fields;
}

/** Properties that clients added to the organiser's item do not travel with the request. */
function copyFor(store: Store, mailbox: Mailbox, item: CalendarItem): CalendarItem {
  const nowMs = store.nowMs();
  return {
    ...item,
    id: store.newId(mailbox.email),
    mailbox: mailbox.email,
    version: 1,
    createdMs: nowMs,
    modifiedMs: nowMs,
    fields: { ...item.fields, extended: [], freeBusy: 'Tentative' },
    myResponse: 'NoResponseReceived',
    exceptions: copiedExceptions(item),
    deleted: new Set(item.deleted),
  };
}

function bring(copy: CalendarItem, item: CalendarItem, timesChanged: boolean): void {
  const { freeBusy, extended } = copy.fields;
  copy.fields = { ...item.fields, extended, freeBusy: timesChanged ? 'Tentative' : freeBusy };
  copy.recurrence = item.recurrence;
  copy.sequence = item.sequence;
  if (!timesChanged) return;
  copy.myResponse = 'NoResponseReceived';
  copy.exceptions.clear();
  for (const [start, exception] of copiedExceptions(item)) copy.exceptions.set(start, exception);
  copy.deleted.clear();
  for (const start of item.deleted) copy.deleted.add(start);
}

function copiedExceptions(item: CalendarItem): Map<number, Partial<Fields>> {
  return new Map([...item.exceptions].map(([start, fields]) => [start, withoutExtended(fields)]));
}

/** What the room's attendant does with a request, and what the organiser learns of it. */
function answer(store: Store, room: Mailbox, copy: CalendarItem): void {
  const horizonMs = store.nowMs() + longestAheadDays * dayMs;
  const dates = datesIn(copy, 0, horizonMs).map(toStretch);
  const taken = [...room.items.values()]
    .filter((other) => other !== copy && takesRoom(other))
    .flatMap((other) => datesIn(other, 0, horizonMs))
    .filter(({ fields }) => fields.freeBusy !== 'Free')
    .map(toStretch);
  const request = { recurring: copy.recurrence !== null, dates };
  const decision = decide(request, taken, room.policy, store.nowMs());
  if (decision.answer === 'none') return;
  if (decision.answer === 'declined') {
    store.remove(copy);
    tell(store, copy, room, 'Decline');
    return;
  }
  const accepted = decision.answer === 'accepted';
  copy.myResponse = accepted ? 'Accept' : 'Tentative';
  for (const start of decision.declinedStartsMs) {
    copy.deleted.add(start);
    copy.exceptions.delete(start);
  }
  copy.fields = {
    ...copy.fields,
    freeBusy: accepted ? 'Busy' : 'Tentative',
    ...(room.keeps.subject ? {} : { subject: copy.organizer.name }),
    ...(room.keeps.body ? {} : { body: '' }),
    ...(room.keeps.privacy ? {} : { sensitivity: 'Normal' as const }),
  };
  store.touch(copy);
  tell(store, copy, room, copy.myResponse, decision.declinedStartsMs);
}

function toStretch({ fields }: { readonly fields: Fields }): Stretch {
  return { startMs: fields.startMs, endMs: fields.endMs };
}

/** Requests that wait for their own answer take nothing yet. */
function takesRoom({ myResponse, isCancelled }: CalendarItem): boolean {
  return !isCancelled && myResponse !== 'NoResponseReceived' && myResponse !== 'Decline';
}

/** The organiser's own item, changed by a response that arrived. */
function tell(
  store: Store,
  copy: CalendarItem,
  { email }: Mailbox,
  response: ResponseType,
  declinedStartsMs: readonly number[] = [],
): void {
  const organizer = store.mailbox(copy.organizer.email);
  const item = organizer && store.byUid(organizer, copy.uid);
  if (!item) return;
  const set = (
    fields: Fields,
    to: ResponseType,
  ): Pick<Fields, 'required' | 'optional' | 'resources'> => {
    const update = (list: readonly Attendee[]) =>
      list.map((each) =>
        each.email.toLowerCase() === email
          ? { ...each, response: to, respondedMs: store.nowMs() }
          : each,
      );
    const { required, optional, resources } = fields;
    return { required: update(required), optional: update(optional), resources: update(resources) };
  };
  item.fields = { ...item.fields, ...set(item.fields, response) };
  for (const start of declinedStartsMs) {
    const date = dateAt(item, start);
    if (!date) continue;
    item.exceptions.set(start, { ...item.exceptions.get(start), ...set(date.fields, 'Decline') });
  }
  store.touch(item);
}
