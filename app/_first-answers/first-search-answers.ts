import 'server-only';
import type { Surroundings } from '@/app/_components/surroundings';
import { askApi } from '@/app/_first-answers/ask-api';
import type { FirstAnswer } from '@/app/_first-answers/take-answers';
import { resolveSearch, toRoomSearch } from '@/app/(employee)/_search/resolve-search';
import { readSearchState } from '@/app/(employee)/_search/search-state';
import { GET as buildingsRoute } from '@/app/api/v1/buildings/route';
import { GET as featuresRoute } from '@/app/api/v1/features/route';
import { GET as ownRoomsRoute } from '@/app/api/v1/me/rooms/route';
import { GET as searchRoute } from '@/app/api/v1/search/route';
import { ownRoomsQuery } from '@/lib/http/client/own-rooms';
import { buildingsQuery, featuresQuery } from '@/lib/http/client/places-queries';
import { searchQuery, toSearchQuery } from '@/lib/http/client/search-query';
import { getOwnRooms } from '@/lib/http/contract/own-rooms';
import { listBuildings, listFeatures } from '@/lib/http/contract/places';
import { searchRooms } from '@/lib/http/contract/search';

/** What the search of that address asks for first. */
export async function firstSearchAnswers(
  address: URLSearchParams,
  { now, zone, homeBuildingId }: Surroundings,
): Promise<readonly FirstAnswer[]> {
  const [places, features, ownRooms] = await Promise.all([
    askApi(buildingsRoute, listBuildings),
    askApi(featuresRoute, listFeatures),
    askApi(ownRoomsRoute, getOwnRooms),
  ]);
  if (!places || !features) return [];
  const buildings = places.items;
  const first: FirstAnswer[] = [
    { queryKey: buildingsQuery().queryKey, data: buildings },
    { queryKey: featuresQuery().queryKey, data: features.items },
    ...(ownRooms ? [{ queryKey: ownRoomsQuery().queryKey, data: ownRooms }] : []),
  ];
  if (now === null || zone === null) return first;
  const state = readSearchState(address);
  const around = { now, readerZone: zone, buildings, rememberedBuildingId: homeBuildingId };
  const search = toRoomSearch(state, resolveSearch(state, around));
  const found = await askApi(searchRoute, searchRooms, { query: toSearchQuery(search) });
  return found ? [...first, { queryKey: searchQuery(search).queryKey, data: found }] : first;
}
