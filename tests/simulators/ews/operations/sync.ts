import { folderIn, openFolder } from '../access';
import { EwsFailure } from '../ews-failure';
import { writeCalendarItem } from '../item-writer';
import type { Mailbox } from '../model';
import { child, leaf, tag, textAt } from '../xml';
import { answerEach, type Operation } from './operation';
import { readShape } from './read-items';

interface Change {
  readonly itemId: string;
  readonly kind: 'create' | 'update' | 'delete';
  /** Lines of the log up to here are told with it. */
  readonly position: number;
}

export const syncFolderItems: Operation = ({ body, caller, world }) => {
  const shape = readShape(child(body, 'ItemShape'));
  const most = Number(textAt(body, 'MaxChangesReturned'));
  return answerEach('SyncFolderItems', [folderIn(child(body, 'SyncFolderId'))], (folder) => {
    const mailbox = openFolder(folder, caller, world.store);
    const from = readState(textAt(body, 'SyncState'), mailbox);
    const all = changesSince(mailbox, from);
    const changes = all.slice(0, most);
    const last = changes.length === all.length;
    const position = last ? mailbox.log.length : (changes.at(-1)?.position ?? from);
    const written = changes.map(({ itemId, kind }) => {
      const item = mailbox.items.get(itemId);
      if (kind === 'delete' || !item) {
        return tag('t:Delete', {}, tag('t:ItemId', { Id: itemId, ChangeKey: 'EQAAAA==' }));
      }
      const date = { item, originalStartMs: null, fields: item.fields, isException: false };
      const name = kind === 'create' ? 't:Create' : 't:Update';
      return tag(name, {}, writeCalendarItem(date, shape, 'find', world.switches));
    });
    return [
      leaf('m:SyncState', stateOf(mailbox, position)),
      leaf('m:IncludesLastItemInRange', last),
      tag('m:Changes', {}, ...written),
    ].join('');
  });
};

/** Each item once, at its last line, in the order of those. */
function changesSince(mailbox: Mailbox, from: number): readonly Change[] {
  const known = new Set<string>();
  for (const { itemId, change } of mailbox.log.slice(0, from)) {
    if (change === 'delete') known.delete(itemId);
    else known.add(itemId);
  }
  const last = new Map<string, number>();
  mailbox.log.forEach(({ itemId }, index) => {
    if (index >= from) last.set(itemId, index + 1);
  });
  return [...last]
    .sort(([, a], [, b]) => a - b)
    .flatMap(([itemId, position]): readonly Change[] => {
      const exists = mailbox.items.has(itemId);
      if (exists) return [{ itemId, kind: known.has(itemId) ? 'update' : 'create', position }];
      return known.has(itemId) ? [{ itemId, kind: 'delete', position }] : [];
    });
}

function stateOf({ email, syncEpoch }: Mailbox, position: number): string {
  return Buffer.from(`sync\n${email}\n${syncEpoch}\n${position}`).toString('base64');
}

function readState(state: string | null, { email, syncEpoch, log }: Mailbox): number {
  if (state === null || state === '') return 0;
  const [kind, of, epoch, at] = Buffer.from(state, 'base64').toString('utf8').split('\n');
  const position = Number(at);
  const valid = kind === 'sync' && of === email && Number(epoch) === syncEpoch;
  if (!valid || !Number.isInteger(position) || position > log.length) {
    throw new EwsFailure('ErrorInvalidSyncStateData', 'The sync state is not valid.');
  }
  return position;
}
