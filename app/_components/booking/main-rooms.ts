import type { BookingAnswer } from '@/lib/http/contract/bookings';

/** The rooms of a booking; of a series without those that only some of its dates were moved to. */
export function mainRooms({ rooms, occurrences = [] }: BookingAnswer): BookingAnswer['rooms'] {
  const usual = rooms.filter(({ id }) => {
    const dates = occurrences.filter(({ roomIds }) => roomIds.includes(id)).length;
    return dates * 2 > occurrences.length;
  });
  return usual.length > 0 ? usual : rooms;
}
