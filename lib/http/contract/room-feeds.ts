import * as z from 'zod/mini';
import { endpoint } from '@/lib/http/contract/endpoint';
import { idSchema, instantOutput, plainText } from '@/lib/http/contract/fields';

const oneRoom = z.object({ id: idSchema });
const longestToken = 100;

export const roomFeedSchema = z.object({
  createdAt: instantOutput,
  /** When a program last read it, to the minute; null: not yet. */
  lastReadAt: z.nullable(instantOutput),
});

export const getRoomCalendar = endpoint({
  id: 'getRoomCalendar',
  method: 'GET',
  path: '/api/v1/rooms/{id}/calendar.ics',
  summary: 'When a room is taken, for calendar programs: as far as the owner of the token may see',
  access: 'anyone',
  params: oneRoom,
  query: z.object({
    /** Of an address that was made for it, or a personal one; without it the caller signs in. */
    token: z.optional(plainText(longestToken)),
  }),
  body: z.undefined(),
  answer: z.string(),
  answerType: 'text/calendar',
  statuses: [200],
});

export const getRoomFeed = endpoint({
  id: 'getRoomFeed',
  method: 'GET',
  path: '/api/v1/rooms/{id}/feed',
  summary: 'Whether one has an address at which calendar programs read the room; never the address',
  access: 'employee',
  params: oneRoom,
  query: z.object({}),
  body: z.undefined(),
  answer: z.object({ feed: z.nullable(roomFeedSchema) }),
  statuses: [200],
});

export const createRoomFeed = endpoint({
  id: 'createRoomFeed',
  method: 'POST',
  path: '/api/v1/rooms/{id}/feed',
  summary:
    'Make that address, for people who are signed in; a former one ends, and only this answer has it',
  access: 'employee',
  params: oneRoom,
  query: z.object({}),
  body: z.undefined(),
  answer: z.extend(roomFeedSchema, { url: z.url() }),
  statuses: [201],
});

export const removeRoomFeed = endpoint({
  id: 'removeRoomFeed',
  method: 'DELETE',
  path: '/api/v1/rooms/{id}/feed',
  summary: 'Revoke that address at once',
  access: 'employee',
  params: oneRoom,
  query: z.object({}),
  body: z.undefined(),
  answer: z.null(),
  statuses: [204],
});
