import { readEnv } from '@/lib/config/env';
import { createContainer } from '@/lib/container';
import { demoPeople } from '@/prisma/seed/demo-places';
import { seedBookings } from '@/prisma/seed/seed-bookings';
import { seedPlaces } from '@/prisma/seed/seed-places';

/** Puts in what is missing and leaves what is there; prints who to sign in as. */
const foyer = await createContainer(readEnv());
try {
  const rooms = await seedPlaces(foyer);
  await seedBookings(foyer, rooms);
  const people = demoPeople.slice(0, 3).map(({ name, role }) => `  ${name} (${role})`);
  process.stdout.write(['Sign in, without a password, as', ...people, ''].join('\n'));
} finally {
  await foyer.close();
}
