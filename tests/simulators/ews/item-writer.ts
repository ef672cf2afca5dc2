import { globalObjectId } from './global-object-id';
import { changeKeyOf, occurrenceId, writeItemId } from './ids';
import { isSameField } from './item-reader';
import type { Address, Attendee, ExtendedProperty, Switches } from './model';
import { writeRecurrence } from './recurrence';
import { dateAt, type ItemDate } from './store';
import { dateTime, leaf, tag } from './xml';

/** Which properties were asked for. */
export interface Shape {
  readonly base: 'IdOnly' | 'Default' | 'AllProperties';
  /** Such as `calendar:UID`. */
  readonly fields: ReadonlySet<string>;
  readonly extended: readonly ExtendedProperty['field'][];
  readonly bodyType: string | null;
}

/** What FindItem cannot tell, whatever is asked. */
const onlyByGetItem = new Set([
  'item:Body',
  'item:TextBody',
  'calendar:RequiredAttendees',
  'calendar:OptionalAttendees',
  'calendar:Resources',
  'calendar:Recurrence',
  'calendar:ModifiedOccurrences',
  'calendar:DeletedOccurrences',
  'calendar:FirstOccurrence',
  'calendar:LastOccurrence',
]);
const defaults = new Set([
  'item:Subject',
  'item:HasAttachments',
  'calendar:Start',
  'calendar:End',
  'calendar:LegacyFreeBusyStatus',
  'calendar:Location',
  'calendar:Organizer',
  'calendar:CalendarItemType',
]);

/** The date, or the series as a whole, as one CalendarItem in the order of the schema. */
export function writeCalendarItem(
  date: ItemDate,
  shape: Shape,
  by: 'find' | 'get',
  switches: Switches,
): string {
  const wanted = (name: string) => {
    if (by === 'find' && onlyByGetItem.has(name)) return false;
    if (shape.fields.has(name)) return true;
    return shape.base === 'AllProperties' || (shape.base === 'Default' && defaults.has(name));
  };
  const parts = allParts(date, shape, switches);
  const written = parts.flatMap(([name, text]) => (name === null || wanted(name) ? [text()] : []));
  return tag('t:CalendarItem', {}, ...written);
}

type Part = readonly [string | null, () => string];

function allParts(
  { item, fields, originalStartMs, isException }: ItemDate,
  shape: Shape,
  switches: Switches,
): readonly Part[] {
  const isMaster = item.recurrence !== null && originalStartMs === null;
  const type = isMaster
    ? 'RecurringMaster'
    : originalStartMs === null
      ? 'Single'
      : isException
        ? 'Exception'
        : 'Occurrence';
  const isMeeting = fields.required.length + fields.optional.length + fields.resources.length > 0;
  const asRequired = switches.resources === 'as-required';
  const people = {
    required: asRequired ? [...fields.required, ...fields.resources] : fields.required,
    resources: asRequired ? [] : fields.resources,
  };
  const original = originalStartMs === null ? fields.startMs : originalStartMs;
  const attendees = (name: string, list: readonly Attendee[]) =>
    list.length === 0 ? '' : tag(name, {}, ...list.map((each) => writeAttendee(each, switches)));
  return [
    [null, () => writeItemId(item, originalStartMs)],
    ['item:ItemClass', () => leaf('t:ItemClass', 'IPM.Appointment')],
    ['item:Subject', () => leaf('t:Subject', fields.subject)],
    ['item:Sensitivity', () => leaf('t:Sensitivity', fields.sensitivity)],
    [
      'item:Body',
      () =>
        tag(
          't:Body',
          { BodyType: shape.bodyType === 'Text' ? 'Text' : fields.bodyType },
          leaf('x', fields.body).replace(/^<x\/?>|<\/x>$/g, ''),
        ),
    ],
    [
      'item:Categories',
      () =>
        fields.categories.length === 0
          ? ''
          : tag('t:Categories', {}, ...fields.categories.map((each) => leaf('t:String', each))),
    ],
    ['item:DateTimeCreated', () => leaf('t:DateTimeCreated', dateTime(item.createdMs))],
    ['item:HasAttachments', () => leaf('t:HasAttachments', false)],
    [null, () => writeExtended(fields.extended, shape, item.uid)],
    ['item:LastModifiedTime', () => leaf('t:LastModifiedTime', dateTime(item.modifiedMs))],
    [
      'item:TextBody',
      () =>
        tag(
          't:TextBody',
          { BodyType: 'Text' },
          leaf('x', fields.body).replace(/^<x\/?>|<\/x>$/g, ''),
        ),
    ],
    ['calendar:UID', () => leaf('t:UID', item.uid)],
    [
      'calendar:RecurrenceId',
      () => (originalStartMs === null ? '' : leaf('t:RecurrenceId', dateTime(original))),
    ],
    ['calendar:DateTimeStamp', () => leaf('t:DateTimeStamp', dateTime(item.modifiedMs))],
    ['calendar:Start', () => leaf('t:Start', dateTime(fields.startMs))],
    ['calendar:End', () => leaf('t:End', dateTime(fields.endMs))],
    [
      'calendar:OriginalStart',
      () => (originalStartMs === null ? '' : leaf('t:OriginalStart', dateTime(original))),
    ],
    ['calendar:IsAllDayEvent', () => leaf('t:IsAllDayEvent', fields.allDay)],
    ['calendar:LegacyFreeBusyStatus', () => leaf('t:LegacyFreeBusyStatus', fields.freeBusy)],
    ['calendar:Location', () => leaf('t:Location', fields.location)],
    ['calendar:IsMeeting', () => leaf('t:IsMeeting', isMeeting)],
    ['calendar:IsCancelled', () => leaf('t:IsCancelled', item.isCancelled)],
    ['calendar:IsRecurring', () => leaf('t:IsRecurring', originalStartMs !== null)],
    ['calendar:MeetingRequestWasSent', () => leaf('t:MeetingRequestWasSent', item.requestSent)],
    ['calendar:IsResponseRequested', () => leaf('t:IsResponseRequested', true)],
    ['calendar:CalendarItemType', () => leaf('t:CalendarItemType', type)],
    ['calendar:MyResponseType', () => leaf('t:MyResponseType', item.myResponse)],
    ['calendar:Organizer', () => tag('t:Organizer', {}, writeMailbox(item.organizer))],
    ['calendar:RequiredAttendees', () => attendees('t:RequiredAttendees', people.required)],
    ['calendar:OptionalAttendees', () => attendees('t:OptionalAttendees', fields.optional)],
    ['calendar:Resources', () => attendees('t:Resources', people.resources)],
    [
      'calendar:AppointmentSequenceNumber',
      () => leaf('t:AppointmentSequenceNumber', item.sequence),
    ],
    [
      'calendar:Recurrence',
      () => (isMaster && item.recurrence ? writeRecurrence(item.recurrence) : ''),
    ],
    ['calendar:ModifiedOccurrences', () => (isMaster ? writeModified(item) : '')],
    ['calendar:DeletedOccurrences', () => (isMaster ? writeDeleted(item) : '')],
    ['calendar:StartTimeZone', () => writeZone('t:StartTimeZone', fields.startZone)],
    ['calendar:EndTimeZone', () => writeZone('t:EndTimeZone', fields.endZone)],
  ];
}

function writeZone(name: string, zone: string): string {
  const period = tag('t:Period', { Bias: 'PT0H', Name: 'Standard', Id: 'Standard' });
  return tag(name, { Id: zone, Name: zone }, tag('t:Periods', {}, period));
}

export function writeMailbox({ name, email }: Address): string {
  return tag(
    't:Mailbox',
    {},
    leaf('t:Name', name),
    leaf('t:EmailAddress', email),
    leaf('t:RoutingType', 'SMTP'),
  );
}

function writeAttendee(attendee: Attendee, { responses }: Switches): string {
  const response = responses === 'never-filled' ? 'Unknown' : attendee.response;
  const time = responses === 'never-filled' ? null : attendee.respondedMs;
  return tag(
    't:Attendee',
    {},
    writeMailbox(attendee),
    leaf('t:ResponseType', response),
    time === null ? '' : leaf('t:LastResponseTime', dateTime(time)),
  );
}

function writeExtended(own: readonly ExtendedProperty[], shape: Shape, uid: string): string {
  return shape.extended
    .flatMap((field) => {
      const found = extendedValue(own, field, uid);
      return found === null
        ? []
        : [tag('t:ExtendedProperty', {}, tag('t:ExtendedFieldURI', field), leaf('t:Value', found))];
    })
    .join('');
}

/** The value of a property, those that the server itself keeps among them. */
export function extendedValue(
  own: readonly ExtendedProperty[],
  field: ExtendedProperty['field'],
  uid: string,
): string | null {
  const set = field.DistinguishedPropertySetId;
  const isObjectId = set === 'Meeting' && ['3', '35'].includes(field.PropertyId ?? '');
  if (isObjectId) return globalObjectId(uid);
  return own.find((each) => isSameField(each.field, field))?.value ?? null;
}

function writeModified(item: ItemDate['item']): string {
  const dates = [...item.exceptions.keys()]
    .sort((a, b) => a - b)
    .flatMap((start) => {
      const date = dateAt(item, start);
      return date ? [date] : [];
    });
  if (dates.length === 0) return '';
  return tag(
    't:ModifiedOccurrences',
    {},
    ...dates.map(({ fields, originalStartMs }) =>
      tag(
        't:Occurrence',
        {},
        tag('t:ItemId', {
          Id: occurrenceId(item, originalStartMs ?? 0),
          ChangeKey: changeKeyOf(item),
        }),
        leaf('t:Start', dateTime(fields.startMs)),
        leaf('t:End', dateTime(fields.endMs)),
        leaf('t:OriginalStart', dateTime(originalStartMs ?? 0)),
      ),
    ),
  );
}

function writeDeleted({ deleted }: ItemDate['item']): string {
  if (deleted.size === 0) return '';
  return tag(
    't:DeletedOccurrences',
    {},
    ...[...deleted]
      .sort((a, b) => a - b)
      .map((start) => tag('t:DeletedOccurrence', {}, leaf('t:Start', dateTime(start)))),
  );
}
