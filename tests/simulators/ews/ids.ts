import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { EwsFailure } from './ews-failure';
import type { CalendarItem } from './model';
import { dateAt, plannedDates, type Store } from './store';
import { tag } from './xml';

/** What an id of any kind leads to. */
export interface Target {
  readonly item: CalendarItem;
  /** Null: the event, or the series as a whole. */
  readonly originalStartMs: number | null;
  readonly changeKey: string | null;
}

export function occurrenceId(item: CalendarItem, originalStartMs: number): string {
  return Buffer.from(`date\n${originalStartMs}\n${item.id}`).toString('base64');
}

export function changeKeyOf({ version }: CalendarItem): string {
  return Buffer.from(`version-${version}`).toString('base64');
}

export function writeItemId(item: CalendarItem, originalStartMs: number | null): string {
  const Id = originalStartMs === null ? item.id : occurrenceId(item, originalStartMs);
  return tag('t:ItemId', { Id, ChangeKey: changeKeyOf(item) });
}

/** @throws EwsFailure when it leads to nothing */
export function resolveId(element: XmlElement, store: Store): Target {
  const attribute = (name: string) => element.attributes.get(name) ?? null;
  const changeKey = attribute('ChangeKey');
  switch (element.name) {
    case 'ItemId':
      return { ...resolve(attribute('Id') ?? '', store), changeKey };
    case 'RecurringMasterItemId': {
      const { item } = resolve(attribute('OccurrenceId') ?? '', store);
      return { item, originalStartMs: null, changeKey };
    }
    case 'OccurrenceItemId': {
      const { item } = resolve(attribute('RecurringMasterId') ?? '', store);
      return { ...byIndex(item, Number(attribute('InstanceIndex'))), changeKey };
    }
    default:
      throw new EwsFailure('ErrorInvalidIdMalformed', `no ids are called ${element.name}`);
  }
}

function resolve(id: string, store: Store): Omit<Target, 'changeKey'> {
  const [kind, start = '', series = ''] = Buffer.from(id, 'base64').toString('utf8').split('\n');
  if (kind === 'item') {
    const item = store.byId(id);
    if (item) return { item, originalStartMs: null };
  } else if (kind === 'date') {
    const item = store.byId(series);
    const originalStartMs = Number(start);
    if (item && dateAt(item, originalStartMs)) return { item, originalStartMs };
  } else {
    throw new EwsFailure('ErrorInvalidIdMalformed', 'The Id is malformed.');
  }
  throw new EwsFailure('ErrorItemNotFound', 'The object was not found in the store.');
}

function byIndex(item: CalendarItem, wanted: number): Omit<Target, 'changeKey'> {
  for (const { index, startMs } of plannedDates(item)) {
    if (index > wanted) break;
    if (index !== wanted) continue;
    if (dateAt(item, startMs)) return { item, originalStartMs: startMs };
    throw new EwsFailure('ErrorCalendarOccurrenceIsDeletedFromRecurrence', 'It was deleted.');
  }
  throw new EwsFailure(
    'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
    'Occurrence index is out of recurrence range.',
  );
}
