import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { type Caller, childrenIn, folderIn, openFolder, openItem } from '../access';
import { EwsFailure } from '../ews-failure';
import { changeKeyOf, resolveId, type Target, writeItemId } from '../ids';
import { isSameField, readItem, type SaidOfItem } from '../item-reader';
import type { Address, CalendarItem, ExtendedProperty, Fields, Mailbox } from '../model';
import type { Recurrence } from '../recurrence';
import { dateAt, plannedDates } from '../store';
import { at, child, leaf, tag } from '../xml';
import { answerEach, type Operation, type Question, type World } from './operation';

const hourMs = 3_600_000;

export const createItem: Operation = (question) => {
  const { body, caller, world } = question;
  const folder = child(body, 'SavedItemFolderId');
  const sends = sendsTo(
    body.attributes.get('SendMeetingInvitations'),
    'ErrorSendMeetingInvitationsRequired',
  );
  return answerEach(
    'CreateItem',
    childrenIn(body, 'Items'),
    (element) => {
      if (element.name !== 'CalendarItem') return respond(element, question);
      const mailbox = folder ? openFolder(folderIn(folder), caller, world.store) : caller.actor;
      const item = newItem(readItem(element, question.zone), mailbox, world);
      world.store.add(mailbox, item);
      if (sends) world.meetings.invite(item, true);
      const written = tag('t:CalendarItem', {}, writeItemId(item, null));
      return tag('m:Items', {}, written);
    },
    tag('m:Items', {}),
  );
};

function newItem(said: SaidOfItem, mailbox: Mailbox, { store }: World): CalendarItem {
  const nowMs = store.nowMs();
  const startMs = said.fields.startMs ?? nowMs;
  const fields: Fields = {
    subject: '',
    body: '',
    bodyType: 'Text',
    endMs: startMs + hourMs,
    startZone: 'UTC',
    endZone: said.fields.startZone ?? 'UTC',
    allDay: false,
    freeBusy: 'Busy',
    location: '',
    sensitivity: 'Normal',
    required: [],
    optional: [],
    resources: [],
    categories: [],
    extended: [],
    ...said.fields,
    startMs,
  };
  checkTimes(fields);
  const { name, email } = mailbox;
  const item: CalendarItem = {
    id: store.newId(email),
    mailbox: email,
    uid: said.uid ?? Buffer.from(`uid-${store.newId(email)}`).toString('hex'),
    createdMs: nowMs,
    organizer: { name, email },
    version: 1,
    modifiedMs: nowMs,
    fields,
    isCancelled: false,
    myResponse: 'Organizer',
    requestSent: false,
    hasUntoldTimes: false,
    sequence: 0,
    recurrence: said.recurrence,
    exceptions: new Map(),
    deleted: new Set(),
  };
  checkRecurrence(item);
  return item;
}

function checkTimes({ startMs, endMs }: Fields): void {
  if (endMs >= startMs) return;
  throw new EwsFailure(
    'ErrorCalendarEndDateIsEarlierThanStartDate',
    'EndDate is earlier than StartDate',
  );
}

function checkRecurrence(item: CalendarItem): void {
  if (!item.recurrence) return;
  for (const _first of plannedDates(item)) return;
  throw new EwsFailure('ErrorRecurrenceHasNoOccurrence', 'The recurrence has no occurrence.');
}

function sendsTo(mode: string | undefined, missing: string): boolean {
  if (mode === undefined) throw new EwsFailure(missing, 'It must be said who is told.');
  return mode !== 'SendToNone';
}

/** AcceptItem and its kin: what a person, or a room's delegate, answers. */
function respond(element: XmlElement, { caller, world }: Question): string {
  const { store, meetings } = world;
  const reference = child(element, 'ReferenceItemId');
  if (!reference) throw new EwsFailure('ErrorInvalidRequest', 'no reference');
  const id = { ...reference, name: 'ItemId' };
  const { item } = resolveId(id, store);
  openItem(item, caller, store);
  if (element.name === 'CancelCalendarItem') {
    meetings.cancel(item);
    store.remove(item);
    return tag('m:Items', {});
  }
  throw new EwsFailure('ErrorInvalidRequest', `no response object ${element.name} here`);
}

export const updateItem: Operation = (question) => {
  const { body } = question;
  const sends = sendsTo(
    body.attributes.get('SendMeetingInvitationsOrCancellations'),
    'ErrorSendMeetingInvitationsOrCancellationsRequired',
  );
  // AutoResolve merges: here every property by itself, so that nothing is in its way.
  const overwrites = body.attributes.get('ConflictResolution') !== 'NeverOverwrite';
  return answerEach(
    'UpdateItem',
    childrenIn(body, 'ItemChanges'),
    (change) => {
      const target = updateOne(change, question, sends, overwrites);
      const written = tag('t:CalendarItem', {}, writeItemId(target.item, target.originalStartMs));
      return tag('m:Items', {}, written) + tag('m:ConflictResults', {}, leaf('t:Count', 0));
    },
    tag('m:Items', {}),
  );
};

function updateOne(
  change: XmlElement,
  { caller, world, zone }: Question,
  sends: boolean,
  overwrites: boolean,
): Target {
  const [id] = change.children;
  if (!id) throw new EwsFailure('ErrorInvalidRequest', 'no id');
  const target = resolveId(id, world.store);
  openItem(target.item, caller, world.store);
  requireChangeKey(target, overwrites);
  const changes = readChanges(childrenIn(change, 'Updates'), zone);
  if (target.originalStartMs === null) changeWhole(target.item, changes, world, sends);
  else changeDate(target.item, target.originalStartMs, changes, world, sends);
  return target;
}

function requireChangeKey({ item, changeKey }: Target, overwrites: boolean): void {
  if (overwrites) return;
  if (changeKey === null) {
    throw new EwsFailure('ErrorChangeKeyRequired', 'The change key is required.');
  }
  if (changeKey !== changeKeyOf(item)) {
    throw new EwsFailure(
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    );
  }
}

interface Changes {
  readonly fields: Partial<Fields>;
  readonly recurrence: Recurrence | null;
}

const emptied: Readonly<Record<string, Partial<Fields>>> = {
  'calendar:RequiredAttendees': { required: [] },
  'calendar:OptionalAttendees': { optional: [] },
  'calendar:Resources': { resources: [] },
  'item:Body': { body: '' },
  'calendar:Location': { location: '' },
  'item:Categories': { categories: [] },
};

function readChanges(updates: readonly XmlElement[], zone: string): Changes {
  let fields: Partial<Fields> = {};
  let recurrence: Recurrence | null = null;
  const contextZone = updates
    .map((update) => at(update, 'CalendarItem', 'StartTimeZone')?.attributes.get('Id'))
    .find((id) => id !== undefined);
  for (const update of updates) {
    if (update.name === 'DeleteItemField') {
      const uri = child(update, 'FieldURI')?.attributes.get('FieldURI') ?? '';
      fields = { ...fields, ...emptied[uri] };
      continue;
    }
    const item = child(update, 'CalendarItem');
    if (item?.children.length !== 1) {
      throw new EwsFailure('ErrorIncorrectUpdatePropertyCount', 'one property an update');
    }
    const said = readItem(item, contextZone ?? zone);
    const { startZone: _zone, ...rest } = said.fields;
    const named = child(item, 'StartTimeZone') ? said.fields : rest;
    const extended = [...(fields.extended ?? []), ...(said.fields.extended ?? [])];
    fields = { ...fields, ...named, ...(extended.length > 0 ? { extended } : {}) };
    recurrence = said.recurrence ?? recurrence;
  }
  return { fields, recurrence };
}

function mergeExtended(
  before: readonly ExtendedProperty[],
  changed: readonly ExtendedProperty[] = [],
): readonly ExtendedProperty[] {
  const kept = before.filter(
    (each) => !changed.some((other) => isSameField(other.field, each.field)),
  );
  return [...kept, ...changed];
}

/** A new time or rule of a series forgets what was done to single dates. */
function changeWhole(
  item: CalendarItem,
  { fields, recurrence }: Changes,
  { store, meetings }: World,
  sends: boolean,
): void {
  const before = item.fields;
  const after: Fields = {
    ...before,
    ...keepResponses(before, fields),
    extended: mergeExtended(before.extended, fields.extended),
  };
  checkTimes(after);
  const timesChanged =
    recurrence !== null || before.startMs !== after.startMs || before.endMs !== after.endMs;
  const changed = { ...item, fields: after, recurrence: recurrence ?? item.recurrence };
  checkRecurrence(changed);
  item.fields = after;
  item.recurrence = changed.recurrence;
  if (timesChanged) {
    item.exceptions.clear();
    item.deleted.clear();
    item.sequence += 1;
    item.fields = { ...item.fields, ...unanswered(item.fields) };
  }
  store.touch(item);
  item.hasUntoldTimes = item.hasUntoldTimes || timesChanged;
  if (!sends) return;
  meetings.uninvite(item, before);
  meetings.invite(item, item.hasUntoldTimes);
  item.hasUntoldTimes = false;
}

function keepResponses(before: Fields, changed: Partial<Fields>): Partial<Fields> {
  const known = new Map(
    [...before.required, ...before.optional, ...before.resources].map((each) => [
      each.email.toLowerCase(),
      each,
    ]),
  );
  const keep = (list: Fields['required'] | undefined) =>
    list?.map((each) => known.get(each.email.toLowerCase()) ?? each);
  const { required, optional, resources, ...rest } = changed;
  return {
    ...rest,
    ...(required ? { required: keep(required) } : {}),
    ...(optional ? { optional: keep(optional) } : {}),
    ...(resources ? { resources: keep(resources) } : {}),
  } as Partial<Fields>;
}

function unanswered({ required, optional, resources }: Fields): Partial<Fields> {
  const reset = (list: Fields['required']) =>
    list.map((each) => ({ ...each, response: 'Unknown' as const, respondedMs: null }));
  return { required: reset(required), optional: reset(optional), resources: reset(resources) };
}

function changeDate(
  item: CalendarItem,
  originalStartMs: number,
  { fields, recurrence }: Changes,
  { store, meetings }: World,
  sends: boolean,
): void {
  if (recurrence) throw new EwsFailure('ErrorInvalidPropertySet', 'a date has no recurrence');
  const date = dateAt(item, originalStartMs);
  if (!date) throw new EwsFailure('ErrorItemNotFound', 'it was deleted');
  const { startMs, endMs } = date.fields;
  const exception = {
    startMs,
    endMs,
    ...item.exceptions.get(originalStartMs),
    ...keepResponses(date.fields, fields),
  };
  checkTimes({ ...date.fields, ...exception });
  const moved = exception.startMs !== startMs || exception.endMs !== endMs;
  const asked = moved
    ? { ...exception, ...unanswered({ ...date.fields, ...exception }) }
    : exception;
  item.exceptions.set(originalStartMs, asked);
  store.touch(item);
  if (sends) meetings.inviteTo(item, originalStartMs);
}

export const deleteItem: Operation = (question) => {
  const { body, caller, world } = question;
  const { store, meetings } = world;
  const sends = sendsTo(
    body.attributes.get('SendMeetingCancellations'),
    'ErrorSendMeetingCancellationsRequired',
  );
  return answerEach('DeleteItem', childrenIn(body, 'ItemIds'), (id) => {
    const { item, originalStartMs } = resolveId(id, store);
    openItem(item, caller, store);
    if (originalStartMs === null) {
      if (sends && isOrganizer(item, caller)) meetings.cancel(item);
      store.remove(item);
      return '';
    }
    requireAnotherDate(item, originalStartMs);
    item.exceptions.delete(originalStartMs);
    item.deleted.add(originalStartMs);
    store.touch(item);
    if (sends) meetings.cancelDate(item, originalStartMs);
    return '';
  });
};

function isOrganizer(
  { organizer, mailbox }: { organizer: Address; mailbox: string },
  _caller: Caller,
) {
  return organizer.email === mailbox;
}

function requireAnotherDate(item: CalendarItem, originalStartMs: number): void {
  for (const { startMs } of plannedDates(item)) {
    if (startMs !== originalStartMs && !item.deleted.has(startMs)) return;
  }
  throw new EwsFailure('ErrorRecurrenceHasNoOccurrence', 'No occurrence would be left.');
}
