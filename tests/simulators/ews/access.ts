import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { EwsFailure } from './ews-failure';
import type { CalendarItem, Mailbox } from './model';
import type { Store } from './store';
import { at, child, textAt } from './xml';

/** Who asks, and as whom. */
export interface Caller {
  /** The account that signed in. */
  readonly account: Mailbox;
  /** The account, or whom it impersonates. */
  readonly actor: Mailbox;
}

/** @throws EwsFailure as a fault when the account may not act for the one in the header */
export function callerOf(account: Mailbox, header: XmlElement | null, store: Store): Caller {
  const sid = header && at(header, 'ExchangeImpersonation', 'ConnectingSID');
  if (!sid) return { account, actor: account };
  const email = sid.children[0]?.text.trim() ?? '';
  if (!account.mayImpersonate) {
    throw new EwsFailure(
      'ErrorImpersonateUserDenied',
      'The account does not have permission to impersonate the requested user.',
      { asFault: true },
    );
  }
  const actor = store.mailbox(email);
  if (!actor) {
    throw new EwsFailure(
      'ErrorNonExistentMailbox',
      'The SMTP address has no mailbox associated with it.',
      { asFault: true },
    );
  }
  return { account, actor };
}

/** The mailbox whose calendar a DistinguishedFolderId or FolderId names. */
export function openFolder(folder: XmlElement, caller: Caller, store: Store): Mailbox {
  if (folder.name === 'FolderId') {
    const email = mailboxOfFolderId(folder.attributes.get('Id') ?? '');
    if (email === null) throw new EwsFailure('ErrorFolderNotFound', 'The folder was not found.');
    return allowed(store.requireMailbox(email), caller);
  }
  const email = textAt(folder, 'Mailbox', 'EmailAddress');
  return allowed(email === null ? caller.actor : store.requireMailbox(email), caller);
}

export function openItem(item: CalendarItem, caller: Caller, store: Store): void {
  allowed(store.requireMailbox(item.mailbox), caller);
}

export function folderIdOf({ email }: Mailbox, name = 'calendar'): string {
  return Buffer.from(`folder\n${name}\n${email}`).toString('base64');
}

export function nameOfFolder(folder: XmlElement): string {
  const id = folder.attributes.get('Id') ?? '';
  if (folder.name === 'DistinguishedFolderId') return id;
  return Buffer.from(id, 'base64').toString('utf8').split('\n')[1] ?? '';
}

function mailboxOfFolderId(id: string): string | null {
  const [kind, , email] = Buffer.from(id, 'base64').toString('utf8').split('\n');
  return kind === 'folder' ? (email ?? null) : null;
}

function allowed(mailbox: Mailbox, { actor }: Caller): Mailbox {
  const own = mailbox === actor;
  if (own || mailbox.delegates.has(actor.email)) return mailbox;
  throw new EwsFailure('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}

/** The first folder in an element such as ParentFolderIds. */
export function folderIn(element: XmlElement | null): XmlElement {
  const folder = element?.children[0];
  if (!folder) throw new EwsFailure('ErrorInvalidRequest', 'no folder is named');
  return folder;
}

export function childrenIn(element: XmlElement, name: string): readonly XmlElement[] {
  return child(element, name)?.children ?? [];
}
