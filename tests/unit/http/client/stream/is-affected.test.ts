import { describe, expect, it } from 'vitest';
import type { Change } from '@/lib/http/client/stream/change';
import { isAffected } from '@/lib/http/client/stream/is-affected';

const taken: Change = {
  kind: 'availability',
  data: { roomId: 'ada', start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z' },
};
const booked: Change = { kind: 'booking', data: { id: 'b1', status: 'confirmed' } };

const day = (date: string, scope: object = { buildingId: 'house' }) => [
  'availability',
  { ...scope, start: `2026-11-${date}T00:00:00Z`, end: `2026-11-${date}T23:00:00Z` },
];
const search = (start: string) => ['search', { start, durationMinutes: 30, features: [] }];

describe('an answer', () => {
  it.each([
    { key: day('24'), change: taken, affected: true },
    { key: day('25'), change: taken, affected: false },
    { key: day('24', { roomIds: ['ada', 'curie'] }), change: taken, affected: true },
    { key: day('24', { roomIds: ['curie'] }), change: taken, affected: false },
    { key: ['availability', 'in another form'], change: taken, affected: true },
    { key: search('2026-11-24T15:00:00Z'), change: taken, affected: true },
    { key: search('2026-11-26T15:00:00Z'), change: taken, affected: false },
    { key: ['search'], change: taken, affected: true },
    { key: ['bookings', 'upcoming'], change: taken, affected: false },
    { key: ['bookings', 'upcoming'], change: booked, affected: true },
    { key: ['booking', 'b1'], change: booked, affected: true },
    { key: ['booking', 'b2'], change: booked, affected: false },
    { key: ['booking', 'b1.20261124T090000Z'], change: booked, affected: true },
    { key: ['booking', 'b2.20261124T090000Z'], change: booked, affected: false },
    { key: day('24'), change: booked, affected: false },
    { key: day('24'), change: { kind: 'reset' } as const, affected: true },
    { key: ['bookings', 'past'], change: { kind: 'reset' } as const, affected: true },
    { key: ['buildings'], change: { kind: 'reset' } as const, affected: false },
  ])('to $key may be another: $affected', ({ key, change, affected }) => {
    expect(isAffected(key, change)).toBe(affected);
  });
});
