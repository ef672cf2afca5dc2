import { EwsFailure } from './ews-failure';
import type { CalendarItem, Fields, LogLine, Mailbox } from './model';
import { patternDates } from './recurrence';

/** One date of an item: of a single event the event itself. */
export interface ItemDate {
  readonly item: CalendarItem;
  /** The start that the rule gives; null for a single event. */
  readonly originalStartMs: number | null;
  /** The item's fields as they are on this date. */
  readonly fields: Fields;
  readonly isException: boolean;
}

export interface Store {
  readonly mailboxes: Map<string, Mailbox>;
  mailbox(email: string): Mailbox | null;
  /** @throws EwsFailure ErrorNonExistentMailbox */
  requireMailbox(email: string): Mailbox;
  newId(mailbox: string): string;
  nowMs(): number;
  byId(id: string): CalendarItem | null;
  byUid(mailbox: Mailbox, uid: string): CalendarItem | null;
  add(mailbox: Mailbox, item: CalendarItem): void;
  /** Says that an item was changed: a new change key and a line for the change feed. */
  touch(item: CalendarItem): void;
  remove(item: CalendarItem): void;
  note(mailbox: Mailbox, line: LogLine): void;
  onChange(listener: (mailbox: Mailbox, line: LogLine) => void): () => void;
}

export function createStore(nowMs: () => number): Store {
  const mailboxes = new Map<string, Mailbox>();
  const listeners = new Set<(mailbox: Mailbox, line: LogLine) => void>();
  let ids = 0;
  const store: Store = {
    mailboxes,
    nowMs,
    mailbox: (email) => mailboxes.get(email.toLowerCase()) ?? null,
    requireMailbox(email) {
      const mailbox = store.mailbox(email);
      if (mailbox) return mailbox;
      throw new EwsFailure(
        'ErrorNonExistentMailbox',
        'The SMTP address has no mailbox associated with it.',
      );
    },
    newId(mailbox) {
      ids += 1;
      return Buffer.from(`item\n${mailbox}\n${ids}`).toString('base64');
    },
    byId(id) {
      const [, mailbox = ''] = Buffer.from(id, 'base64').toString('utf8').split('\n');
      return store.mailbox(mailbox)?.items.get(id) ?? null;
    },
    byUid: (mailbox, uid) => [...mailbox.items.values()].find((item) => item.uid === uid) ?? null,
    add(mailbox, item) {
      mailbox.items.set(item.id, item);
      store.note(mailbox, { itemId: item.id, change: 'create' });
    },
    touch(item) {
      item.version += 1;
      item.modifiedMs = nowMs();
      store.note(store.requireMailbox(item.mailbox), { itemId: item.id, change: 'update' });
    },
    remove(item) {
      const mailbox = store.requireMailbox(item.mailbox);
      if (!mailbox.items.delete(item.id)) return;
      store.note(mailbox, { itemId: item.id, change: 'delete' });
    },
    note(mailbox, line) {
      mailbox.log.push(line);
      for (const listener of listeners) listener(mailbox, line);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return store;
}

/** The dates of an item that overlap the window, sorted by start. */
export function datesIn(item: CalendarItem, startMs: number, endMs: number): readonly ItemDate[] {
  const inside = ({ fields }: ItemDate) => fields.startMs < endMs && fields.endMs > startMs;
  return [...datesUntil(item, endMs)].filter(inside).sort(byStart);
}

function byStart(a: ItemDate, b: ItemDate): number {
  return a.fields.startMs - b.fields.startMs;
}

/** Every date whose planned start lies before that moment, and those moved to before it. */
function* datesUntil(item: CalendarItem, untilMs: number): Generator<ItemDate> {
  if (!item.recurrence) {
    yield { item, originalStartMs: null, fields: item.fields, isException: false };
    return;
  }
  const last = Math.max(untilMs, ...item.exceptions.keys());
  for (const { startMs } of plannedDates(item)) {
    if (startMs > last) return;
    const date = dateAt(item, startMs);
    if (date) yield date;
  }
}

export function plannedDates(item: CalendarItem) {
  if (!item.recurrence) return [];
  return patternDates(item.recurrence, item.fields.startMs, item.fields.startZone);
}

/** That date of a series, or null when it was deleted. */
export function dateAt(item: CalendarItem, originalStartMs: number): ItemDate | null {
  if (item.deleted.has(originalStartMs)) return null;
  const exception = item.exceptions.get(originalStartMs);
  const lengthMs = item.fields.endMs - item.fields.startMs;
  const planned = { startMs: originalStartMs, endMs: originalStartMs + lengthMs };
  return {
    item,
    originalStartMs,
    fields: { ...item.fields, ...planned, ...exception },
    isException: exception !== undefined,
  };
}

/** True for a start that the rule gives, deleted or not. */
export function isPlanned(item: CalendarItem, originalStartMs: number): boolean {
  for (const { startMs } of plannedDates(item)) {
    if (startMs === originalStartMs) return true;
    if (startMs > originalStartMs) return false;
  }
  return false;
}
