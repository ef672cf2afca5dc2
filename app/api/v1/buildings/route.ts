import { handle } from '@/app/api/v1/handle';
import { listBuildings } from '@/lib/http/contract/places';
import { toCall, wholeList } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(listBuildings, async ({ places }, input) => {
    const buildings = await places.listBuildings(toCall(input).person.organisationId);
    return wholeList(buildings.map((building) => ({ ...building, floors: [...building.floors] })));
  }),
});
