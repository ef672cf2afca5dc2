import type { CallContext } from '@/lib/calendar/backend';
import { type EwsClient, toCalendarFolder, toItemId } from '@/lib/calendar/backends/ews/client';
import { badAnswer, type EwsOperation } from '@/lib/calendar/backends/ews/native-errors';
import {
  onlyMessage,
  responseMessages,
  succeeded,
  toEnvelope,
} from '@/lib/calendar/backends/ews/soap';
import { element, messageAt, typeAt, typesNamespace } from '@/lib/calendar/backends/ews/xml';
import { childOf, type XmlElement } from '@/lib/calendar/backends/shared/xml-reader';

/** What was written, by the names that the server gave it. */
export interface Written {
  readonly id: string;
  readonly changeKey: string;
}

/** Whether those who are asked hear of it. */
export type Telling = 'everybody' | 'nobody';

/** Writes items into one calendar each; nothing is ever overwritten that changed meanwhile. */
export interface ItemWriter {
  create(mailbox: string, item: string, telling: Telling, ctx: CallContext): Promise<Written>;
  /** @param target an ItemId or OccurrenceItemId with the change key that must still be true */
  update(
    mailbox: string,
    target: string,
    updates: readonly string[],
    telling: Telling,
    ctx: CallContext,
  ): Promise<Written>;
  /** A whole event or series. */
  remove(mailbox: string, id: string, telling: Telling, ctx: CallContext): Promise<void>;
  /** Single dates of a series, by OccurrenceItemId or ItemId. */
  removeDates(
    mailbox: string,
    targets: readonly string[],
    telling: Telling,
    ctx: CallContext,
  ): Promise<void>;
  /** The change key that an item has now. */
  changeKeyOf(mailbox: string, id: string, ctx: CallContext): Promise<string>;
}

const createItem: EwsOperation = { name: 'CreateItem', writes: true };
const updateItem: EwsOperation = { name: 'UpdateItem', writes: true };
const deleteItem: EwsOperation = { name: 'DeleteItem', writes: true };
const getItem: EwsOperation = { name: 'GetItem', writes: false };

export function createItemWriter(client: EwsClient): ItemWriter {
  const send = (operation: EwsOperation, mailbox: string, body: string, ctx: CallContext) => {
    const envelope = toEnvelope(body, client.actorIn(mailbox));
    return client.ask({ operation, envelope, anchor: mailbox }, ctx);
  };
  return {
    async create(mailbox, item, telling, ctx) {
      const body = element(
        'm:CreateItem',
        { SendMeetingInvitations: sendMode(telling) },
        element('m:SavedItemFolderId', {}, toCalendarFolder(mailbox)),
        element('m:Items', {}, item),
      );
      const answer = await send(createItem, mailbox, body, ctx);
      return readWritten(onlyMessage(answer, createItem), createItem);
    },
    async update(mailbox, target, updates, telling, ctx) {
      const change = element('t:ItemChange', {}, target, element('t:Updates', {}, ...updates));
      const attributes = {
        ConflictResolution: 'NeverOverwrite',
        MessageDisposition: 'SaveOnly',
        SendMeetingInvitationsOrCancellations: sendMode(telling),
      };
      const body = element('m:UpdateItem', attributes, element('m:ItemChanges', {}, change));
      const answer = await send(updateItem, mailbox, body, ctx);
      return readWritten(onlyMessage(answer, updateItem), updateItem);
    },
    async remove(mailbox, id, telling, ctx) {
      const actor = client.actorIn(mailbox);
      const envelope = await client.library.deleteItem(id, actor, telling === 'everybody');
      const answer = await client.ask({ operation: deleteItem, envelope, anchor: mailbox }, ctx);
      onlyMessage(answer, deleteItem);
    },
    async removeDates(mailbox, targets, telling, ctx) {
      const attributes = {
        DeleteType: 'MoveToDeletedItems',
        SendMeetingCancellations: sendMode(telling),
      };
      const body = element('m:DeleteItem', attributes, element('m:ItemIds', {}, ...targets));
      const answer = await send(deleteItem, mailbox, body, ctx);
      const messages = responseMessages(answer, deleteItem);
      if (messages.length !== targets.length) {
        throw badAnswer(deleteItem, 'it answers another number');
      }
      for (const message of messages) succeeded(message, deleteItem);
    },
    async changeKeyOf(mailbox, id, ctx) {
      const shape = element('m:ItemShape', {}, element('t:BaseShape', {}, 'IdOnly'));
      const body = element('m:GetItem', {}, shape, element('m:ItemIds', {}, toItemId(id)));
      const answer = await send(getItem, mailbox, body, ctx);
      return readWritten(onlyMessage(answer, getItem), getItem).changeKey;
    },
  };
}

function sendMode(telling: Telling): string {
  return telling === 'everybody' ? 'SendToAllAndSaveCopy' : 'SendToNone';
}

function readWritten(message: XmlElement, operation: EwsOperation): Written {
  const items = messageAt(message, 'Items');
  const item = items && childOf(items, typesNamespace, 'CalendarItem');
  const named = item && typeAt(item, 'ItemId');
  const id = named?.attributes.get('Id');
  const changeKey = named?.attributes.get('ChangeKey');
  if (!id || !changeKey) throw badAnswer(operation, 'it names no item');
  return { id, changeKey };
}
