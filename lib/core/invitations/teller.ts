/** Who tells the people of a booking of it: the calendar system of a room, Foyer by mail, or nobody. */
export const tellers = ['calendar', 'mail', 'nobody'] as const;
export type Teller = (typeof tellers)[number];

/**
 * Who tells people of a booking in several rooms: a calendar that does so of one room does so of the
 * meeting. Null while of any room it is not known and none is known to be the calendar's.
 */
export function combineTellers(ofRooms: readonly (Teller | null)[]): Teller | null {
  if (ofRooms.includes('calendar')) return 'calendar';
  return ofRooms.includes(null) ? null : (ofRooms[0] ?? null);
}
