/** More racers than these are several requests of one person. */
const mostPeople = 8;

/** Addresses of those who race. */
export const racers: readonly string[] = Array.from(
  { length: mostPeople },
  (_, index) => `racer-${index}@example.org`,
);
