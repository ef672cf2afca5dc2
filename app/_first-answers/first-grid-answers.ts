import 'server-only';
import type { Surroundings } from '@/app/_components/surroundings';
import { askApi } from '@/app/_first-answers/ask-api';
import type { FirstAnswer } from '@/app/_first-answers/take-answers';
import { dayAxis } from '@/app/(employee)/grid/day-axis';
import { readGridState } from '@/app/(employee)/grid/grid-state';
import { resolveDay } from '@/app/(employee)/grid/resolve-day';
import { GET as availabilityRoute } from '@/app/api/v1/availability/route';
import { GET as buildingsRoute } from '@/app/api/v1/buildings/route';
import { GET as featuresRoute } from '@/app/api/v1/features/route';
import { GET as roomsRoute } from '@/app/api/v1/rooms/route';
import { formatInstant } from '@/lib/core/time/instant';
import { availabilityQuery } from '@/lib/http/client/availability-query';
import {
  buildingsQuery,
  featuresQuery,
  roomsOfBuildingQuery,
} from '@/lib/http/client/places-queries';
import { getAvailability } from '@/lib/http/contract/availability';
import { listBuildings, listFeatures, listRooms } from '@/lib/http/contract/places';

/** Beyond this a page comes sooner without its rooms, which then follow. */
const mostRooms = 200;

/** What the grid of that address asks for first; of weeks only where they are. */
export async function firstGridAnswers(
  address: URLSearchParams,
  { now, zone, homeBuildingId }: Surroundings,
): Promise<readonly FirstAnswer[]> {
  const [places, features] = await Promise.all([
    askApi(buildingsRoute, listBuildings),
    askApi(featuresRoute, listFeatures),
  ]);
  if (!places || !features) return [];
  const buildings = places.items;
  const first: FirstAnswer[] = [
    { queryKey: buildingsQuery().queryKey, data: buildings },
    { queryKey: featuresQuery().queryKey, data: features.items },
  ];
  if (now === null || zone === null) return first;
  const around = { now, readerZone: zone, buildings, rememberedBuildingId: homeBuildingId };
  const state = readGridState(address);
  const day = resolveDay(state, around);
  if (!day.building || day.building.roomCount > mostRooms || state.view !== 'day') return first;
  const buildingId = day.building.id;
  const { window } = dayAxis(day.date, day.zone, state.zoom);
  const query = { buildingId, start: formatInstant(window.start), end: formatInstant(window.end) };
  const [rooms, availability] = await Promise.all([
    askApi(roomsRoute, listRooms, { query: { buildingId, limit: mostRooms } }),
    askApi(availabilityRoute, getAvailability, { query }),
  ]);
  if (!rooms || rooms.nextCursor !== null || !availability) return first;
  return [
    ...first,
    { queryKey: roomsOfBuildingQuery(buildingId).queryKey, data: rooms.items },
    { queryKey: availabilityQuery({ buildingId }, window).queryKey, data: availability.items },
  ];
}
