import * as connections from '@/lib/http/contract/admin-connections';
import { listPeople, removePerson } from '@/lib/http/contract/admin-people';
import {
  adminBuildings,
  adminFeatures,
  adminFloors,
  adminRooms,
} from '@/lib/http/contract/admin-places';
import * as appearance from '@/lib/http/contract/appearance';
import { getAvailability } from '@/lib/http/contract/availability';
import * as bookings from '@/lib/http/contract/bookings';
import type { Endpoint } from '@/lib/http/contract/endpoint';
import { getHealth } from '@/lib/http/contract/health';
import { receiveHook } from '@/lib/http/contract/hooks';
import * as me from '@/lib/http/contract/me';
import * as ownRooms from '@/lib/http/contract/own-rooms';
import { getPeopleAvailability } from '@/lib/http/contract/people';
import { getRoom, listBuildings, listFeatures, listRooms } from '@/lib/http/contract/places';
import * as roomFeeds from '@/lib/http/contract/room-feeds';
import { searchRooms } from '@/lib/http/contract/search';
import { streamChanges } from '@/lib/http/contract/stream';

/** Everything that the API offers, in the order of its description. */
export const endpoints: readonly Endpoint[] = [
  getHealth,
  me.getMe,
  me.changeMe,
  me.endSessions,
  me.listTokens,
  me.createToken,
  me.removeToken,
  ownRooms.getOwnRooms,
  ownRooms.addFavourite,
  ownRooms.removeFavourite,
  listBuildings,
  listFeatures,
  listRooms,
  getRoom,
  roomFeeds.getRoomCalendar,
  roomFeeds.getRoomFeed,
  roomFeeds.createRoomFeed,
  roomFeeds.removeRoomFeed,
  getAvailability,
  getPeopleAvailability,
  searchRooms,
  bookings.previewBooking,
  bookings.createBooking,
  bookings.listBookings,
  bookings.getBooking,
  bookings.getBookingCalendar,
  bookings.changeBooking,
  bookings.cancelBooking,
  streamChanges,
  receiveHook,
  connections.listConnections,
  connections.createConnection,
  connections.getConnection,
  connections.updateConnection,
  connections.deleteConnection,
  connections.testConnection,
  connections.getTrial,
  connections.discoverRooms,
  ...[adminBuildings, adminFloors, adminFeatures, adminRooms].flatMap((crud) =>
    Object.values(crud),
  ),
  listPeople,
  removePerson,
  appearance.getAppearance,
  appearance.updateAppearance,
  appearance.putLogo,
  appearance.removeLogo,
  appearance.getLogo,
];
