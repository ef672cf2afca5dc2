import { z } from 'zod';

const text = z.string().nullish();
/** Microsoft's own samples have booleans and numbers as strings. */
const flag = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => value === true || String(value).toLowerCase() === 'true');
const count = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : Number(value)));
/** Enumerations come in any case. */
const word = text.transform((value) => (value ?? '').toLowerCase());

const time = z.looseObject({ dateTime: z.string(), timeZone: text });
const person = z.looseObject({
  emailAddress: z.looseObject({ name: text, address: text }).nullish(),
});
const response = z.looseObject({ response: word }).nullish();
const attendee = person.extend({ type: word, status: response });

const recurrence = z.looseObject({
  pattern: z.looseObject({
    type: word,
    interval: count,
    month: count,
    dayOfMonth: count,
    daysOfWeek: z.array(word).nullish(),
    firstDayOfWeek: word,
    index: word,
  }),
  range: z.looseObject({
    type: word,
    startDate: text,
    endDate: text,
    recurrenceTimeZone: text,
    numberOfOccurrences: count,
  }),
});

/**
 * What the adapter reads of a Graph event (v1.0 resource type event), as tolerant as Microsoft's own
 * samples ask for: enumerations in any case, booleans as strings, an empty response, anything missing
 * that was not selected.
 */
export const graphEvent = z.looseObject({
  id: text,
  '@odata.etag': text,
  '@removed': z.looseObject({ reason: text }).nullish(),
  iCalUId: text,
  transactionId: text,
  subject: text,
  body: z.looseObject({ content: text }).nullish(),
  start: time.nullish(),
  end: time.nullish(),
  originalStart: text,
  originalStartTimeZone: text,
  isAllDay: flag,
  isCancelled: flag,
  isOrganizer: flag,
  type: word,
  seriesMasterId: text,
  sensitivity: word,
  showAs: word,
  recurrence: recurrence.nullish(),
  responseStatus: response,
  organizer: person.nullish(),
  attendees: z.array(attendee).nullish(),
  singleValueExtendedProperties: z.array(z.looseObject({ id: z.string(), value: text })).nullish(),
});
export type GraphEvent = z.output<typeof graphEvent>;
export type GraphRecurrence = z.output<typeof recurrence>;
