import type { CallContext } from '@/lib/calendar/backend';
import {
  type CalendarItem,
  fromCalendarItem,
} from '@/lib/calendar/backends/ews/from-calendar-item';
import {
  createLibraryEnvelopes,
  type LibraryEnvelopes,
} from '@/lib/calendar/backends/ews/library-envelopes';
import { badAnswer, type EwsOperation } from '@/lib/calendar/backends/ews/native-errors';
import type { EwsOptions } from '@/lib/calendar/backends/ews/options';
import {
  onlyMessage,
  readAnswer,
  responseMessages,
  succeeded,
  toEnvelope,
} from '@/lib/calendar/backends/ews/soap';
import { createEwsTransport } from '@/lib/calendar/backends/ews/transport';
import { notesField, uidField } from '@/lib/calendar/backends/ews/uid-property';
import { element, messageAt, textElement, typesNamespace } from '@/lib/calendar/backends/ews/xml';
import { childrenOf, type XmlElement } from '@/lib/calendar/backends/shared/xml-reader';

/** One search of a calendar, as far as the server let it go. */
export interface FoundItems {
  readonly items: readonly CalendarItem[];
  readonly complete: boolean;
}

/** What a part of one request came to. */
export type ItemResult =
  | { readonly ok: true; readonly item: CalendarItem }
  | { readonly ok: false; readonly error: unknown };

export interface EwsClient {
  readonly library: LibraryEnvelopes;
  /** Who acts in a mailbox: it itself where we impersonate, else our account (null). */
  actorIn(mailbox: string): string | null;
  /** What the body of the answer holds. @throws BackendError for everything else */
  ask(question: Question, ctx: CallContext): Promise<XmlElement>;
  /** @param view an element such as CalendarView, or a page with a restriction */
  find(mailbox: string, view: string, restriction: string, ctx: CallContext): Promise<FoundItems>;
  /** Whole items by elements such as ItemId, one result each, in order. */
  get(mailbox: string, ids: readonly string[], ctx: CallContext): Promise<readonly ItemResult[]>;
}

export interface Question {
  readonly operation: EwsOperation;
  readonly envelope: string;
  readonly anchor: string | null;
}

const findItem: EwsOperation = { name: 'FindItem', writes: false };
const getItem: EwsOperation = { name: 'GetItem', writes: false };

/** Everything of an item that FindItem can tell and we want to know. */
const foundFields = [
  'item:Subject',
  'item:Sensitivity',
  'item:DateTimeCreated',
  'calendar:UID',
  'calendar:Start',
  'calendar:End',
  'calendar:OriginalStart',
  'calendar:LegacyFreeBusyStatus',
  'calendar:IsCancelled',
  'calendar:CalendarItemType',
  'calendar:MyResponseType',
  'calendar:Organizer',
];
const wholeFields = [
  ...foundFields,
  'calendar:RequiredAttendees',
  'calendar:OptionalAttendees',
  'calendar:Resources',
  'calendar:Recurrence',
  'calendar:ModifiedOccurrences',
  'calendar:DeletedOccurrences',
  'calendar:StartTimeZone',
];
const foundShape = toShape(foundFields);
const wholeShape = toShape(wholeFields);

export function createEwsClient(options: EwsOptions): EwsClient {
  const send = createEwsTransport(options);
  const impersonates = options.access === 'impersonation';
  const client: EwsClient = {
    library: createLibraryEnvelopes(),
    actorIn: (mailbox) => (impersonates ? mailbox : null),
    async ask({ operation, envelope, anchor }, ctx) {
      const answer = await send({ envelope, anchor }, operation, ctx);
      return readAnswer(answer, operation);
    },
    async find(mailbox, view, restriction, ctx) {
      const body = element(
        'm:FindItem',
        { Traversal: 'Shallow' },
        foundShape,
        view,
        restriction,
        element('m:ParentFolderIds', {}, toCalendarFolder(mailbox)),
      );
      const envelope = toEnvelope(body, client.actorIn(mailbox));
      const answer = await client.ask({ operation: findItem, envelope, anchor: mailbox }, ctx);
      return readFound(onlyMessage(answer, findItem));
    },
    async get(mailbox, ids, ctx) {
      const body = element('m:GetItem', {}, wholeShape, element('m:ItemIds', {}, ...ids));
      const envelope = toEnvelope(body, client.actorIn(mailbox));
      const answer = await client.ask({ operation: getItem, envelope, anchor: mailbox }, ctx);
      const messages = responseMessages(answer, getItem);
      if (messages.length !== ids.length) throw badAnswer(getItem, 'it answers another number');
      return messages.map(readResult);
    },
  };
  return client;
}

export function toCalendarFolder(mailbox: string): string {
  const address = element('t:Mailbox', {}, textElement('t:EmailAddress', mailbox));
  return element('t:DistinguishedFolderId', { Id: 'calendar' }, address);
}

export function toItemId(id: string, changeKey?: string): string {
  const key = changeKey === undefined ? {} : { ChangeKey: changeKey };
  return element('t:ItemId', { Id: id, ...key });
}

function toShape(fields: readonly string[]): string {
  const named = fields.map((FieldURI) => element('t:FieldURI', { FieldURI }));
  return element(
    'm:ItemShape',
    {},
    textElement('t:BaseShape', 'IdOnly'),
    element('t:AdditionalProperties', {}, ...named, uidField, notesField),
  );
}

function readFound(message: XmlElement): FoundItems {
  const root = messageAt(message, 'RootFolder');
  const items = root?.children.find(({ name }) => name === 'Items');
  if (!root || !items) throw badAnswer(findItem, 'it holds no folder');
  return {
    items: itemsIn(items, findItem),
    complete: root.attributes.get('IncludesLastItemInRange') !== 'false',
  };
}

/** The calendar items in an element; what else may stand in a calendar is left out. */
export function itemsIn(container: XmlElement, operation: EwsOperation): readonly CalendarItem[] {
  try {
    return childrenOf(container, typesNamespace, 'CalendarItem').map(fromCalendarItem);
  } catch (error) {
    throw badAnswer(operation, error instanceof Error ? error.message : 'unreadable', error);
  }
}

function readResult(message: XmlElement): ItemResult {
  try {
    const items = messageAt(succeeded(message, getItem), 'Items');
    const [item] = items ? itemsIn(items, getItem) : [];
    return item
      ? { ok: true, item }
      : { ok: false, error: badAnswer(getItem, 'it holds no calendar item') };
  } catch (error) {
    return { ok: false, error };
  }
}
