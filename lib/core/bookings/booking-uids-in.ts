const foyerUid = /^foyer-/;

/**
 * What the uid of a booking may be when this is the uid of one of its events: itself, or a beginning
 * of it, as the events of several rooms add to the booking's. Empty for what no Foyer wrote.
 */
export function bookingUidsIn(eventUid: string): readonly string[] {
  if (!foyerUid.test(eventUid)) return [];
  const parts = eventUid.split('-');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 2).join('-'));
}
