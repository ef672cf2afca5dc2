import * as z from 'zod/mini';
import { endpoint } from '@/lib/http/contract/endpoint';
import { idSchema } from '@/lib/http/contract/fields';

export const ownRoomsSchema = z.object({
  /** Ids, in the order in which they were chosen. */
  favourites: z.array(z.string()),
  /** Ids of rooms that one has booked, the latest first. */
  recent: z.array(z.string()),
});
export type OwnRooms = z.infer<typeof ownRoomsSchema>;

export const getOwnRooms = endpoint({
  id: 'getOwnRooms',
  method: 'GET',
  path: '/api/v1/me/rooms',
  summary: 'One’s favourite rooms, and those that one has booked of late',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  answer: ownRoomsSchema,
  statuses: [200],
});

const oneFavourite = {
  path: '/api/v1/me/favourites/{id}',
  access: 'employee',
  params: z.object({ id: idSchema }),
  query: z.object({}),
  body: z.undefined(),
  answer: z.null(),
  statuses: [204],
} as const;

export const addFavourite = endpoint({
  ...oneFavourite,
  id: 'addFavourite',
  method: 'PUT',
  summary: 'Make a room one of one’s favourites; again changes nothing',
});

export const removeFavourite = endpoint({
  ...oneFavourite,
  id: 'removeFavourite',
  method: 'DELETE',
  summary: 'Make a room no favourite any more; again changes nothing',
});
