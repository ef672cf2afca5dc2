import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CallContext, ChangePage, ListChangesQuery } from '@/lib/calendar/backend';
import type { EwsClient } from '@/lib/calendar/backends/ews/client';
import { extendedIn, fromMailbox } from '@/lib/calendar/backends/ews/from-calendar-item';
import { toHandle } from '@/lib/calendar/backends/ews/handle';
import { badAnswer, type EwsOperation, isRefusal } from '@/lib/calendar/backends/ews/native-errors';
import { addressOf } from '@/lib/calendar/backends/ews/room-address';
import { onlyMessage } from '@/lib/calendar/backends/ews/soap';
import { messageAt, typeAt, typeText } from '@/lib/calendar/backends/ews/xml';
import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';

const operation: EwsOperation = { name: 'SyncFolderItems', writes: false };

/**
 * Where a feed stands: the server's own state, and which event each item of the calendar is. A
 * removal names the item only, and what it was can be asked no more.
 */
interface Position {
  readonly mailbox: string;
  readonly state: string;
  /** Mailbox and uid of the event by a short hash of the item's id. */
  readonly known: Readonly<Record<string, readonly [mailbox: string, uid: string]>>;
}

type Change = Extract<ChangePage, { gap: false }>['changes'][number];

interface Page {
  readonly changes: readonly Change[];
  readonly position: Position;
  readonly more: boolean;
}

/** The change feed of a room's calendar, by SyncFolderItems. */
export function createChangeFeed(client: EwsClient) {
  const readPage = async ({ mailbox, state, known }: Position, ctx: CallContext): Promise<Page> => {
    const actor = client.actorIn(mailbox);
    const envelope = await client.library.syncCalendar(mailbox, actor, state);
    const answer = await client.ask({ operation, envelope, anchor: mailbox }, ctx);
    const message = onlyMessage(answer, operation);
    const next = messageAt(message, 'SyncState')?.text.trim();
    const changed = messageAt(message, 'Changes')?.children;
    if (!next || !changed) throw badAnswer(operation, 'it holds no state');
    const learned = { ...known };
    const changes = changed.flatMap((change) => readChange(change, mailbox, learned));
    const more = messageAt(message, 'IncludesLastItemInRange')?.text.trim() === 'false';
    return { changes, more, position: { mailbox, state: next, known: learned } };
  };

  /** The end of the feed, with all that stands in the calendar known. */
  const readToEnd = async (mailbox: string, ctx: CallContext): Promise<string> => {
    let page = await readPage({ mailbox, state: '', known: {} }, ctx);
    while (page.more) page = await readPage(page.position, ctx);
    return toCursor(page.position);
  };

  return {
    async doListChanges({ room, cursor }: ListChangesQuery, ctx: CallContext): Promise<ChangePage> {
      const mailbox = addressOf(room);
      if (cursor === null) {
        const first = await readToEnd(mailbox, ctx);
        return { gap: false, changes: [], cursor: first, more: false };
      }
      const position = fromCursor(cursor);
      if (position?.mailbox !== mailbox)
        return { gap: true, cursor: await readToEnd(mailbox, ctx) };
      try {
        const { changes, more, position: next } = await readPage(position, ctx);
        return { gap: false, changes, cursor: toCursor(next), more };
      } catch (error) {
        if (!isRefusal(error, 'ErrorInvalidSyncStateData')) throw error;
        return { gap: true, cursor: await readToEnd(mailbox, ctx) };
      }
    },
  };
}

function readChange(
  change: XmlElement,
  room: string,
  known: Record<string, readonly [string, string]>,
): readonly Change[] {
  if (change.name === 'ReadFlagChange') return [];
  if (change.name === 'Delete') {
    const id = idIn(change);
    const event = known[id];
    delete known[id];
    return event ? [{ handle: toHandle(placeOf(event)), removed: true }] : [];
  }
  const item = change.children.find(({ name }) => name === 'CalendarItem');
  if (!item) return [];
  const uid = extendedIn(item, 'FoyerUid') ?? typeText(item, 'UID') ?? '';
  const organizer = fromMailbox(typeAt(item, 'Organizer', 'Mailbox'));
  const event = [organizer?.email.toLowerCase() ?? room, uid] as const;
  known[idIn(item)] = event;
  return [{ handle: toHandle(placeOf(event)), removed: false, uid: uid === '' ? null : uid }];
}

function placeOf([mailbox, uid]: readonly [string, string]) {
  return { mailbox, uid };
}

function idIn(element: XmlElement): string {
  const id = typeAt(element, 'ItemId')?.attributes.get('Id');
  if (!id) throw badAnswer(operation, 'a change names no item');
  return createHash('sha256').update(id).digest('base64url').slice(0, 12);
}

function toCursor({ mailbox, state, known }: Position): string {
  const text = JSON.stringify([mailbox, state, known]);
  return `e1.${deflateRawSync(Buffer.from(text, 'utf8')).toString('base64url')}`;
}

/** Null for what no feed of ours gave. */
function fromCursor(cursor: string): Position | null {
  const [version, packed, ...more] = cursor.split('.');
  if (version !== 'e1' || !packed || more.length > 0) return null;
  try {
    const text = inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength }).toString();
    const [mailbox, state, known] = JSON.parse(text) as [string, string, Position['known']];
    return { mailbox, state, known };
  } catch {
    return null;
  }
}

const maxOutputLength = 64 * 1024 * 1024;
