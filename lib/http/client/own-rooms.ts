import { queryOptions } from '@tanstack/react-query';
import { send, sendForAnswer } from '@/lib/http/client/send';
import * as endpoints from '@/lib/http/contract/own-rooms';

/** Bookings made elsewhere bring rooms to it, which can wait. */
const freshMs = 60_000;

/** The reader's favourite rooms and those booked of late, by id. */
export function ownRoomsQuery() {
  return queryOptions({
    queryKey: ['own-rooms'],
    queryFn: ({ signal }) => sendForAnswer(endpoints.getOwnRooms, { signal }),
    staleTime: freshMs,
  });
}

export interface FavouriteWish {
  readonly roomId: string;
  readonly isFavourite: boolean;
}

/** @throws RequestFailure */
export async function setFavourite({ roomId, isFavourite }: FavouriteWish): Promise<void> {
  const endpoint = isFavourite ? endpoints.addFavourite : endpoints.removeFavourite;
  await send(endpoint, { params: { id: roomId } });
}
