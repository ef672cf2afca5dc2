import { z } from 'zod';

/** What Graph takes in the body of an event; it reads enumerations in any case. */
const word = z.string().transform((text) => text.charAt(0).toLowerCase() + text.slice(1));
const dateTime = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });
const record = z.record(z.string(), z.unknown());

const attendee = z.object({
  type: word.nullish(),
  emailAddress: z.object({ address: z.string(), name: z.string().nullish() }),
});

const pattern = z.object({
  type: word,
  interval: z.number().int().min(1).max(999),
  month: z.number().int().default(0),
  dayOfMonth: z.number().int().default(0),
  daysOfWeek: z.array(word).default([]),
  firstDayOfWeek: word.nullish(),
  index: word.nullish(),
});

const range = z.object({
  type: word,
  startDate: z.string().nullish(),
  endDate: z.string().nullish(),
  numberOfOccurrences: z.number().int().default(0),
  recurrenceTimeZone: z.string().nullish(),
});

export const recurrenceJson = z.object({ pattern, range });

export const eventJson = z.object({
  subject: z.string().nullish(),
  body: z.object({ contentType: word.nullish(), content: z.string().nullish() }).nullish(),
  start: dateTime.nullish(),
  end: dateTime.nullish(),
  isAllDay: z.boolean().nullish(),
  showAs: word.nullish(),
  sensitivity: word.nullish(),
  importance: word.nullish(),
  categories: z.array(z.string()).nullish(),
  location: record.nullish(),
  locations: z.array(record).nullish(),
  attendees: z.array(attendee).nullish(),
  recurrence: recurrenceJson.nullish(),
  hideAttendees: z.boolean().nullish(),
  responseRequested: z.boolean().nullish(),
  allowNewTimeProposals: z.boolean().nullish(),
  isReminderOn: z.boolean().nullish(),
  reminderMinutesBeforeStart: z.number().int().nullish(),
  isOnlineMeeting: z.boolean().nullish(),
  onlineMeetingProvider: z.string().nullish(),
  transactionId: z.string().nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })).nullish(),
});

export type EventJson = z.infer<typeof eventJson>;
export type RecurrenceJson = z.infer<typeof recurrenceJson>;
export type AttendeeJson = z.infer<typeof attendee>;
