import { badRequest } from '../graph-failure';
import { formatWall, wallIn } from '../zones';
import type { RecurrenceJson } from './event-json';
import { dayNumber, expandPattern } from './expand-pattern';
import type { Recurrence, RecurrencePattern, RecurrenceRange, ZonedTime } from './stored-event';

const patternTypes = [
  'daily',
  'weekly',
  'absoluteMonthly',
  'relativeMonthly',
  'absoluteYearly',
  'relativeYearly',
] as const;
const rangeTypes = ['endDate', 'noEnd', 'numbered'] as const;
const indexes = ['first', 'second', 'third', 'fourth', 'last'] as const;
const mostOccurrences = 999;

/** @throws GraphFailure where the pattern lacks what its type needs. */
export function readRecurrence(json: RecurrenceJson, start: ZonedTime): Recurrence {
  const startDate = formatWall(wallIn(start.atMs, json.range.recurrenceTimeZone || start.zone));
  const recurrence = {
    pattern: readPattern(json.pattern),
    range: readRange(json.range, startDate.slice(0, 10), start.zone),
  };
  const [firstDay] = expandPattern(recurrence, dayNumber(recurrence.range.startDate) + 366 * 5);
  if (firstDay === undefined) throw invalid('The recurrence pattern has no occurrence.');
  return recurrence;
}

function readPattern(json: RecurrenceJson['pattern']): RecurrencePattern {
  const type = oneOf(patternTypes, json.type);
  const needsDays = type === 'weekly' || type.startsWith('relative');
  if (needsDays && json.daysOfWeek.length === 0) throw invalid('DaysOfWeek is required.');
  if (type.startsWith('absolute') && (json.dayOfMonth < 1 || json.dayOfMonth > 31)) {
    throw invalid('DayOfMonth must be between 1 and 31.');
  }
  if (type.endsWith('Yearly') && (json.month < 1 || json.month > 12)) {
    throw invalid('Month must be between 1 and 12.');
  }
  return {
    type,
    interval: json.interval,
    month: json.month,
    dayOfMonth: json.dayOfMonth,
    daysOfWeek: json.daysOfWeek,
    firstDayOfWeek: json.firstDayOfWeek ?? 'sunday',
    index: oneOf(indexes, json.index ?? 'first'),
  };
}

function readRange(
  json: RecurrenceJson['range'],
  startDate: string,
  startZone: string,
): RecurrenceRange {
  const type = oneOf(rangeTypes, json.type);
  if (json.startDate && json.startDate !== startDate) {
    throw invalid('The recurrence range does not start on the day of the event.');
  }
  if (type === 'endDate' && !isDay(json.endDate)) throw invalid('EndDate is required.');
  if (type === 'endDate' && String(json.endDate) < startDate) {
    throw badRequest('ErrorEndDateIsEarlierThanStartDate', 'The end date is before the start.');
  }
  const count = json.numberOfOccurrences;
  if (type === 'numbered' && (count < 1 || count > mostOccurrences)) {
    throw invalid(`NumberOfOccurrences must be between 1 and ${mostOccurrences}.`);
  }
  return {
    type,
    startDate,
    endDate: type === 'endDate' ? String(json.endDate) : '0001-01-01',
    numberOfOccurrences: type === 'numbered' ? count : 0,
    recurrenceTimeZone: json.recurrenceTimeZone || startZone,
  };
}

function oneOf<const Word extends string>(words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) {
    throw badRequest('RequestBodyRead', `Requested value '${text}' was not found.`);
  }
  return found;
}

function isDay(text: string | null | undefined): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(dayNumber(String(text)));
}

function invalid(message: string) {
  return badRequest('ErrorPropertyValidationFailure', message);
}
