import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { EwsFailure } from './ews-failure';
import { extendedValue } from './item-writer';
import type { CalendarItem } from './model';
import { child, dateTime } from './xml';

/** Whether an item fits a search expression. @throws EwsFailure for what cannot be searched */
export function fits(expression: XmlElement, item: CalendarItem): boolean {
  const parts = expression.children;
  switch (expression.name) {
    case 'And':
      return parts.every((part) => fits(part, item));
    case 'Or':
      return parts.some((part) => fits(part, item));
    case 'Not':
      return parts.every((part) => !fits(part, item));
    case 'Exists':
      return readValue(parts[0], item) !== null;
    case 'Contains': {
      const value = (readValue(parts[0], item) ?? '').toLowerCase();
      return value.includes(
        (child(expression, 'Constant')?.attributes.get('Value') ?? '').toLowerCase(),
      );
    }
    default:
      return compare(expression, item);
  }
}

function compare(expression: XmlElement, item: CalendarItem): boolean {
  const value = readValue(expression.children[0], item);
  const constant = child(child(expression, 'FieldURIOrConstant'), 'Constant');
  const wanted = constant?.attributes.get('Value') ?? null;
  if (value === null || wanted === null) return false;
  const [left, right] = /^\d{4}-\d\d-\d\dT/.test(wanted)
    ? [Date.parse(value), Date.parse(wanted)]
    : [value.toLowerCase(), wanted.toLowerCase()];
  switch (expression.name) {
    case 'IsEqualTo':
      return isBase64(expression.children[0]) ? value === wanted : left === right;
    case 'IsNotEqualTo':
      return left !== right;
    case 'IsGreaterThan':
      return left > right;
    case 'IsGreaterThanOrEqualTo':
      return left >= right;
    case 'IsLessThan':
      return left < right;
    case 'IsLessThanOrEqualTo':
      return left <= right;
    default:
      throw new EwsFailure('ErrorUnsupportedQueryFilter', `no such filter: ${expression.name}`);
  }
}

function isBase64(field: XmlElement | undefined): boolean {
  return field?.attributes.get('PropertyType') === 'Binary';
}

function readValue(field: XmlElement | undefined, item: CalendarItem): string | null {
  if (field?.name === 'ExtendedFieldURI')
    return extended(Object.fromEntries(field.attributes), item);
  const name = field?.attributes.get('FieldURI') ?? '';
  switch (name) {
    case 'item:Subject':
      return item.fields.subject;
    case 'calendar:Start':
      return dateTime(item.fields.startMs);
    case 'calendar:End':
      return dateTime(item.fields.endMs);
    case 'item:ItemClass':
      return 'IPM.Appointment';
    case 'item:DateTimeCreated':
      return dateTime(item.createdMs);
    default:
      throw new EwsFailure(
        'ErrorUnsupportedPathForQuery',
        `The property can not be used with this type of restriction: ${name}`,
      );
  }
}

/** PidLidRecurring is what tells series from single events. */
function extended(field: Readonly<Record<string, string>>, item: CalendarItem): string | null {
  const isRecurring =
    field.DistinguishedPropertySetId === 'Appointment' && field.PropertyId === '33315';
  if (isRecurring) return String(item.recurrence !== null);
  return extendedValue(item.fields.extended, field, item.uid);
}
