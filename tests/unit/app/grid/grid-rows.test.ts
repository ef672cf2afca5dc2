import { describe, expect, test } from 'vitest';
import { gridLines, sortRooms } from '@/app/(employee)/grid/grid-rows';
import { defaultPolicy } from '@/lib/core/policy/room-policy';
import type { RoomAnswer } from '@/lib/http/contract/places';

function room(name: string, floor: string, floorLevel: number): RoomAnswer {
  return {
    id: name,
    name,
    floor,
    floorLevel,
    buildingId: 'lumiere',
    building: 'Lumière',
    capacity: 4,
    features: [],
    accessible: true,
    timeZone: 'Europe/Paris',
    photoUrl: null,
    connectionId: 'local',
    backend: 'local',
    policy: defaultPolicyAnswer,
  };
}

const defaultPolicyAnswer: RoomAnswer['policy'] = { ...defaultPolicy, openingHours: [] };

const rooms = [
  room('Salle 10', '1', 1),
  room('Émile', '1', 1),
  room('Cave', '-1', -1),
  room('Salle 2', '1', 1),
  room('Agora', '0', 0),
];

describe('the lines of the grid', () => {
  test('go from the ground up, names as people order them', () => {
    expect(sortRooms(rooms).map(({ name }) => name)).toEqual([
      'Cave',
      'Agora',
      'Émile',
      'Salle 2',
      'Salle 10',
    ]);
  });

  test('name each floor once, above its rooms, and count the rooms alone', () => {
    const lines = gridLines(sortRooms(rooms)).map((line) =>
      line.kind === 'floor' ? line.floor : `${line.row} ${line.room.name}`,
    );
    expect(lines).toEqual([
      '-1',
      '0 Cave',
      '0',
      '1 Agora',
      '1',
      '2 Émile',
      '3 Salle 2',
      '4 Salle 10',
    ]);
  });

  test('are none without rooms', () => {
    expect(gridLines([])).toEqual([]);
  });
});
