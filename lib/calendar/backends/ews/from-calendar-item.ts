import type { Answer, Participant } from '@/lib/calendar/backend';
import { type Notes, parseNotes } from '@/lib/calendar/backends/ews/notes';
import { typeAt, typesNamespace, typeText } from '@/lib/calendar/backends/ews/xml';
import { childrenOf, type XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** Somebody who is asked, with what they said so far; `unknown` where the server tells nothing. */
export interface Invitee extends Participant {
  readonly answer: Answer | 'unknown';
}

/** One date of a series that is not as the rule has it. */
export interface ModifiedDate extends Interval {
  readonly id: string;
  readonly originalStart: Instant;
}

/** A CalendarItem as the server told it; what was not asked for is null or empty. */
export interface CalendarItem extends Interval {
  readonly id: string;
  readonly changeKey: string;
  readonly uid: string;
  readonly type: 'Single' | 'Occurrence' | 'Exception' | 'RecurringMaster';
  /** The start that the rule gives; null for what is no date of a series. */
  readonly originalStart: Instant | null;
  readonly title: string | null;
  readonly isPrivate: boolean;
  readonly freeBusy: string;
  readonly isCancelled: boolean;
  readonly myAnswer: Answer | 'unknown';
  readonly organizer: Participant | null;
  readonly invitees: readonly Invitee[];
  readonly resources: readonly Invitee[];
  readonly notes: Notes | null;
  readonly startZone: string | null;
  readonly recurrence: XmlElement | null;
  readonly modified: readonly ModifiedDate[];
  readonly deleted: readonly Instant[];
  readonly created: Instant | null;
}

/** @throws Error when it lacks what every calendar item has */
export function fromCalendarItem(item: XmlElement): CalendarItem {
  const id = required(typeAt(item, 'ItemId')?.attributes.get('Id'), 'ItemId');
  const type = typeText(item, 'CalendarItemType')?.trim() ?? 'Single';
  return {
    id,
    changeKey: typeAt(item, 'ItemId')?.attributes.get('ChangeKey') ?? '',
    uid: extendedIn(item, 'FoyerUid') ?? typeText(item, 'UID') ?? '',
    type: isType(type) ? type : 'Single',
    start: required(timeIn(item, 'Start'), 'Start'),
    end: required(timeIn(item, 'End'), 'End'),
    originalStart: originalStartOf(item, type),
    title: typeText(item, 'Subject'),
    isPrivate: ['Private', 'Confidential'].includes(typeText(item, 'Sensitivity')?.trim() ?? ''),
    freeBusy: typeText(item, 'LegacyFreeBusyStatus')?.trim() ?? 'Busy',
    isCancelled: isTrue(typeText(item, 'IsCancelled')),
    myAnswer: fromResponseType(typeText(item, 'MyResponseType')),
    organizer: fromMailbox(typeAt(item, 'Organizer', 'Mailbox')),
    invitees: [
      ...attendeesIn(item, 'RequiredAttendees'),
      ...attendeesIn(item, 'OptionalAttendees').map((each) => ({ ...each, optional: true })),
    ],
    resources: attendeesIn(item, 'Resources'),
    notes: parseNotes(extendedIn(item, 'FoyerNotes')),
    startZone: typeAt(item, 'StartTimeZone')?.attributes.get('Id') ?? null,
    recurrence: typeAt(item, 'Recurrence'),
    modified: everyIn(item, 'ModifiedOccurrences').map(fromModified),
    deleted: everyIn(item, 'DeletedOccurrences').map((each) =>
      required(timeIn(each, 'Start'), 'Start of a deleted date'),
    ),
    created: timeIn(item, 'DateTimeCreated'),
  };
}

/** The property that Foyer adds, or null. */
export function extendedIn(item: XmlElement, name: string): string | null {
  const found = childrenOf(item, typesNamespace, 'ExtendedProperty').find(
    (each) => typeAt(each, 'ExtendedFieldURI')?.attributes.get('PropertyName') === name,
  );
  return found ? typeText(found, 'Value') : null;
}

export function fromMailbox(mailbox: XmlElement | null): Participant | null {
  const email = mailbox && typeText(mailbox, 'EmailAddress')?.trim();
  if (!mailbox || !email) return null;
  const name = typeText(mailbox, 'Name');
  return name === null || name === '' || name === email ? { email } : { email, name };
}

function isType(type: string): type is CalendarItem['type'] {
  return ['Single', 'Occurrence', 'Exception', 'RecurringMaster'].includes(type);
}

/** Some servers leave OriginalStart out; of a plain occurrence the start itself is the original. */
function originalStartOf(item: XmlElement, type: string): Instant | null {
  if (type !== 'Occurrence' && type !== 'Exception') return null;
  const told = timeIn(item, 'OriginalStart') ?? timeIn(item, 'RecurrenceId');
  return told ?? required(timeIn(item, 'Start'), 'Start');
}

function attendeesIn(item: XmlElement, name: string): readonly Invitee[] {
  return everyIn(item, name).flatMap((each) => {
    const person = fromMailbox(typeAt(each, 'Mailbox'));
    return person ? [{ ...person, answer: fromResponseType(typeText(each, 'ResponseType')) }] : [];
  });
}

function everyIn(item: XmlElement, name: string): readonly XmlElement[] {
  return typeAt(item, name)?.children ?? [];
}

function fromModified(element: XmlElement): ModifiedDate {
  return {
    id: required(typeAt(element, 'ItemId')?.attributes.get('Id'), 'ItemId of an exception'),
    start: required(timeIn(element, 'Start'), 'Start of an exception'),
    end: required(timeIn(element, 'End'), 'End of an exception'),
    originalStart: required(timeIn(element, 'OriginalStart'), 'OriginalStart'),
  };
}

/** Before anybody answers Exchange says Unknown as well as NoResponseReceived. */
function fromResponseType(text: string | null): CalendarItem['myAnswer'] {
  switch (text?.trim()) {
    case 'Accept':
    case 'Organizer':
      return 'accepted';
    case 'Decline':
      return 'declined';
    case 'Tentative':
      return 'tentative';
    case 'NoResponseReceived':
      return 'pending';
    default:
      return 'unknown';
  }
}

function timeIn(element: XmlElement, name: string): Instant | null {
  const text = typeText(element, name)?.trim() ?? '';
  return text === '' ? null : fromDateTime(text);
}

/** xs:dateTime; one without an offset is in the zone of the request, which is UTC. */
export function fromDateTime(text: string): Instant {
  const epochMs = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(epochMs)) throw new Error('not a time');
  return instant(epochMs);
}

function isTrue(text: string | null): boolean {
  return text?.trim() === 'true' || text?.trim() === '1';
}

function required<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`an item without ${name}`);
  return value;
}
