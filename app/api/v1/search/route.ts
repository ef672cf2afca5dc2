import { handle } from '@/app/api/v1/handle';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import { searchRooms as endpoint } from '@/lib/http/contract/search';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { writeSearch } from '@/lib/http/server/presenters/write-search';
import { searchRooms } from '@/lib/services/search-rooms';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(endpoint, async (foyer, input) => {
    const { start, end, durationMinutes = 0, q: text, ...rest } = input.query;
    const { includeBusy, limit, rrule, timeZone, ...filter } = rest;
    const wanted = { start, end: end ?? addMs(start, durationMinutes * minuteMs) };
    const series = rrule === undefined || timeZone === undefined ? null : { rrule, timeZone };
    const request = { wanted, series, includeBusy, limit, filter: { ...filter, text } };
    return writeSearch(await searchRooms(foyer, request, toCall(input)));
  }),
});
