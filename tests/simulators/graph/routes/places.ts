import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { badRequest, GraphFailure } from '../graph-failure';
import { createPlace } from '../store/create-place';
import type { Place, PlaceKind, World } from '../store/world';
import { readFilter } from './filter';
import { contextOf, type Json, page, select } from './odata';
import type { Route, RouteParameters } from './route';

const readPermissions = ['Place.Read.All', 'Place.ReadWrite.All'];
const writePermissions = ['Place.ReadWrite.All'];
const pages = { usual: 100, most: 100 };
const kinds: readonly PlaceKind[] = [
  'room',
  'roomList',
  'building',
  'floor',
  'section',
  'workspace',
  'desk',
];

export const placeRoutes: readonly Route[] = [
  ...kinds.map((kind) => ({
    method: 'GET',
    path: `/places/microsoft.graph.${kind}`,
    permissions: readPermissions,
    handle: (world: World, call: GraphCall) =>
      answerList(call, `places/microsoft.graph.${kind}`, placesOf(world, kind)),
  })),
  {
    method: 'GET',
    path: '/places/{place}/microsoft.graph.roomList/rooms',
    permissions: readPermissions,
    handle: listRoomsOfList,
  },
  {
    method: 'GET',
    path: '/places/{place}/descendants',
    permissions: readPermissions,
    handle: listDescendants,
  },
  { method: 'POST', path: '/places', permissions: writePermissions, handle: postPlace },
  ...['/places/{place}', '/places/{place}/microsoft.graph.room'].map((path) => ({
    method: 'GET',
    path,
    permissions: readPermissions,
    handle: getPlace,
  })),
  { method: 'PATCH', path: '/places/{place}', permissions: writePermissions, handle: patchPlace },
  { method: 'DELETE', path: '/places/{place}', permissions: writePermissions, handle: deletePlace },
];

function listRoomsOfList(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const list = placeOf(world, parameters);
  const members = new Set(list.members.map((address) => address.toLowerCase()));
  const rooms = placesOf(world, 'room').filter((room) => members.has(addressOf(room)));
  return answerList(call, `places('${list.id}')/microsoft.graph.roomList/rooms`, rooms);
}

function listDescendants(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const root = placeOf(world, parameters);
  const all = [...world.places.values()];
  const below = (placeId: string): Place[] =>
    all
      .filter(({ properties }) => properties.parentId === placeId)
      .flatMap((place) => [place, ...below(place.placeId)]);
  return answerList(call, `places('${root.id}')/descendants`, below(root.placeId));
}

function getPlace(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const place = placeOf(world, parameters);
  return reply(200, { ...contextOf(call, 'places/$entity'), ...select(render(place), call) });
}

function postPlace(world: World, call: GraphCall): GraphAnswer {
  const { '@odata.type': type, ...properties } = objectOf(call.body);
  const kind = kinds.find((each) => String(type).endsWith(`microsoft.graph.${each}`));
  if (!kind) throw badRequest('InvalidRequest', `The type '${String(type)}' is not a place.`);
  if (typeof properties.displayName !== 'string') {
    throw badRequest('InvalidRequest', 'displayName is required.');
  }
  if (typeof properties.parentId === 'string' && !world.places.has(properties.parentId)) {
    throw badRequest('InvalidRequest', 'The parent place does not exist.');
  }
  const place = createPlace(world, { kind, properties, members: [] });
  return reply(201, { ...contextOf(call, 'places/$entity'), ...render(place) });
}

function patchPlace(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const place = placeOf(world, parameters);
  const { '@odata.type': _type, id: _id, placeId: _placeId, ...changes } = objectOf(call.body);
  const changed = { ...place, properties: { ...place.properties, ...changes } };
  world.places.set(place.placeId, changed);
  return reply(200, { ...contextOf(call, 'places/$entity'), ...render(changed) });
}

function deletePlace(world: World, _call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const place = placeOf(world, parameters);
  world.places.delete(place.placeId);
  return reply(204);
}

function answerList(call: GraphCall, what: string, places: readonly Place[]): GraphAnswer {
  const filter = call.query.get('$filter');
  const items = places.map(render);
  const wanted = filter === null ? items : items.filter(readFilter(filter));
  const paged = page(call, wanted, pages);
  return reply(200, {
    ...contextOf(call, what),
    ...paged.envelope,
    value: paged.items.map((item) => select(item, call)),
  });
}

/** By `placeId`, by id or by address. */
function placeOf(world: World, { place: name = '' }: RouteParameters): Place {
  const found = [...world.places.values()].find(
    (each) => each.placeId === name || each.id === name || addressOf(each) === name.toLowerCase(),
  );
  if (found) return found;
  throw new GraphFailure(404, 'ErrorItemNotFound', `The place '${name}' was not found.`);
}

function placesOf(world: World, kind: PlaceKind): Place[] {
  return [...world.places.values()].filter((place) => place.kind === kind && !place.isHidden);
}

function addressOf({ properties }: Place): string {
  return String(properties.emailAddress ?? '').toLowerCase();
}

function render({ kind, id, placeId, properties }: Place): Json {
  return { '@odata.type': `#microsoft.graph.${kind}`, id, placeId, ...properties };
}

function objectOf(body: unknown): Json {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json;
  throw badRequest('InvalidRequest', 'The request body is no object.');
}
