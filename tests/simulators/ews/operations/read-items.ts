import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { childrenIn, folderIn, openFolder, openItem } from '../access';
import { EwsFailure } from '../ews-failure';
import { resolveId } from '../ids';
import { readDateTime } from '../item-reader';
import { type Shape, writeCalendarItem } from '../item-writer';
import type { CalendarItem, Mailbox } from '../model';
import { fits } from '../restriction';
import { dateAt, datesIn, type ItemDate } from '../store';
import { at, child, tag, textAt } from '../xml';
import { answerEach, type Operation, type Question } from './operation';

export function readShape(element: XmlElement | null): Shape {
  const additional = element ? (child(element, 'AdditionalProperties')?.children ?? []) : [];
  const named = additional.filter(({ name }) => name === 'FieldURI');
  const extended = additional.filter(({ name }) => name === 'ExtendedFieldURI');
  const base = (element && textAt(element, 'BaseShape')) ?? 'Default';
  return {
    base: base as Shape['base'],
    fields: new Set(named.map((each) => each.attributes.get('FieldURI') ?? '')),
    extended: extended.map((each) => Object.fromEntries(each.attributes)),
    bodyType: element ? textAt(element, 'BodyType') : null,
  };
}

export const getItem: Operation = ({ body, caller, world }) => {
  const shape = readShape(child(body, 'ItemShape'));
  return answerEach(
    'GetItem',
    childrenIn(body, 'ItemIds'),
    (id) => {
      const { item, originalStartMs } = resolveId(id, world.store);
      openItem(item, caller, world.store);
      const date = whole(item, originalStartMs);
      return tag('m:Items', {}, writeCalendarItem(date, shape, 'get', world.switches));
    },
    tag('m:Items', {}),
  );
};

function whole(item: CalendarItem, originalStartMs: number | null): ItemDate {
  const date = originalStartMs === null ? null : dateAt(item, originalStartMs);
  return date ?? { item, originalStartMs: null, fields: item.fields, isException: false };
}

export const findItem: Operation = (question) => {
  const { body, caller, world } = question;
  const shape = readShape(child(body, 'ItemShape'));
  return answerEach('FindItem', [folderIn(child(body, 'ParentFolderIds'))], (folder) => {
    const mailbox = openFolder(folder, caller, world.store);
    const { dates, attributes } = search(mailbox, question);
    const items = dates.map((date) => writeCalendarItem(date, shape, 'find', world.switches));
    return tag('m:RootFolder', attributes, tag('t:Items', {}, ...items));
  });
};

interface Found {
  readonly dates: readonly ItemDate[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

function search(mailbox: Mailbox, { body, world, zone }: Question): Found {
  const view = child(body, 'CalendarView');
  const restriction = child(body, 'Restriction')?.children[0];
  if (view && restriction) {
    throw new EwsFailure('ErrorRestrictionTooComplex', 'A calendar view takes no restriction.');
  }
  if (view) return inView(mailbox, view, zone, world.switches.calendarView === 'masters-only');
  const all = [...mailbox.items.values()]
    .filter((item) => !restriction || fits(restriction, item))
    .map((item) => whole(item, null));
  const page = at(body, 'IndexedPageItemView');
  const offset = Number(page?.attributes.get('Offset') ?? 0);
  const most = Number(page?.attributes.get('MaxEntriesReturned') ?? 1_000);
  const dates = all.slice(offset, offset + most);
  const next = offset + dates.length;
  return {
    dates,
    attributes: {
      IndexedPagingOffset: next,
      TotalItemsInView: all.length,
      IncludesLastItemInRange: next >= all.length,
    },
  };
}

function inView(mailbox: Mailbox, view: XmlElement, zone: string, mastersOnly: boolean): Found {
  const startMs = readDateTime(view.attributes.get('StartDate') ?? '', zone);
  const endMs = readDateTime(view.attributes.get('EndDate') ?? '', zone);
  const most = Number(view.attributes.get('MaxEntriesReturned') ?? 1_000);
  const all = [...mailbox.items.values()]
    .flatMap((item) =>
      mastersOnly ? mastersIn(item, startMs, endMs) : datesIn(item, startMs, endMs),
    )
    .sort((a, b) => a.fields.startMs - b.fields.startMs);
  return {
    dates: all.slice(0, most),
    attributes: { TotalItemsInView: all.length, IncludesLastItemInRange: all.length <= most },
  };
}

/** A series stands where its first date is, and nowhere else. */
function mastersIn(item: CalendarItem, startMs: number, endMs: number): readonly ItemDate[] {
  const date = whole(item, null);
  return date.fields.startMs < endMs && date.fields.endMs > startMs ? [date] : [];
}
