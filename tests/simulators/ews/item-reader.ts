import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { instant } from '@/lib/core/time/instant';
import { toInstant } from '@/lib/core/time/wall-time';
import { EwsFailure } from './ews-failure';
import type { Attendee, ExtendedProperty, Fields, FreeBusyStatus } from './model';
import { type Recurrence, readRecurrence } from './recurrence';
import { child, textAt } from './xml';
import { zoneOf } from './zones';

/** What a client said of an item; nothing of what it left out. */
export interface SaidOfItem {
  readonly fields: Partial<Fields>;
  readonly uid: string | null;
  readonly recurrence: Recurrence | null;
}

const fieldNames: Readonly<Record<string, keyof Fields>> = {
  Subject: 'subject',
  Body: 'body',
  Start: 'startMs',
  End: 'endMs',
  StartTimeZone: 'startZone',
  EndTimeZone: 'endZone',
  IsAllDayEvent: 'allDay',
  LegacyFreeBusyStatus: 'freeBusy',
  Location: 'location',
  Sensitivity: 'sensitivity',
  RequiredAttendees: 'required',
  OptionalAttendees: 'optional',
  Resources: 'resources',
  Categories: 'categories',
};

export function readItem(element: XmlElement, contextZone: string): SaidOfItem {
  const zone = zoneName(child(element, 'StartTimeZone')) ?? contextZone;
  const fields: Record<string, unknown> = {};
  const extended: ExtendedProperty[] = [];
  for (const each of element.children) {
    if (each.name === 'ExtendedProperty') extended.push(readExtended(each));
    const name = fieldNames[each.name];
    if (name) fields[name] = readField(each, zone);
    if (each.name === 'Body') fields.bodyType = each.attributes.get('BodyType') ?? 'Text';
  }
  if (extended.length > 0) fields.extended = extended;
  if (fields.startMs !== undefined && fields.startZone === undefined) fields.startZone = zone;
  const recurrence = child(element, 'Recurrence');
  return {
    fields: fields as Partial<Fields>,
    uid: textAt(element, 'UID'),
    recurrence: recurrence && readRecurrence(recurrence),
  };
}

function readField(element: XmlElement, zone: string): unknown {
  switch (element.name) {
    case 'Subject':
    case 'Body':
    case 'Location':
      return element.text;
    case 'Start':
    case 'End':
      return readDateTime(element.text.trim(), zone);
    case 'StartTimeZone':
    case 'EndTimeZone':
      return zoneName(element);
    case 'IsAllDayEvent':
      return ['true', '1'].includes(element.text.trim());
    case 'RequiredAttendees':
    case 'OptionalAttendees':
    case 'Resources':
      return element.children.map(readAttendee);
    case 'Categories':
      return element.children.map(({ text }) => text);
    default:
      return element.text.trim() as FreeBusyStatus;
  }
}

function zoneName(element: XmlElement | null): string | null {
  const name = element?.attributes.get('Id') ?? null;
  if (name !== null) zoneOf(name);
  return name;
}

/** Without an offset it is what clocks in the zone show. */
export function readDateTime(text: string, zone: string): number {
  const epochMs = /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : wallTime(text, zone);
  if (Number.isNaN(epochMs)) throw new EwsFailure('ErrorInvalidRequest', 'no such time');
  return epochMs;
}

function wallTime(text: string, zone: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text
    .split(/[-T:.]/)
    .map(Number);
  return instant(toInstant({ year, month, day, hour, minute, second }, zoneOf(zone)));
}

function readAttendee(element: XmlElement): Attendee {
  const email = textAt(element, 'Mailbox', 'EmailAddress') ?? '';
  const name = textAt(element, 'Mailbox', 'Name');
  if (email === '') throw new EwsFailure('ErrorInvalidRecipients', 'a recipient has no address');
  return { email, name: name ?? email, response: 'Unknown', respondedMs: null };
}

export function readExtended(element: XmlElement): ExtendedProperty {
  const uri = child(element, 'ExtendedFieldURI');
  return {
    field: Object.fromEntries(uri?.attributes ?? []),
    value: child(element, 'Value')?.text ?? '',
  };
}

export function isSameField(a: ExtendedProperty['field'], b: ExtendedProperty['field']): boolean {
  const named = [
    'DistinguishedPropertySetId',
    'PropertySetId',
    'PropertyName',
    'PropertyId',
    'PropertyTag',
  ];
  return named.every((name) => normal(a[name]) === normal(b[name]));
}

function normal(value: string | undefined): string | undefined {
  return value?.toLowerCase().replace(/^0x0*/, '');
}
