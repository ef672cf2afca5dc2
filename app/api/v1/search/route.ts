import { handle } from '@/app/api/v1/handle';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import { searchRooms as endpoint } from '@/lib/http/contract/search';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentSearch } from '@/lib/http/server/presenters/search';
import { searchRooms } from '@/lib/services/search-rooms';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoint, async (foyer, input) => {
    const { start, end, durationMinutes = 0, includeBusy, q: text, ...filter } = input.query;
    const wanted = { start, end: end ?? addMs(start, durationMinutes * minuteMs) };
    const request = { wanted, includeBusy, filter: { ...filter, text } };
    const answer = await searchRooms(foyer, request, toCall(input));
    return { status: 200, body: presentSearch(answer) };
  }),
});
