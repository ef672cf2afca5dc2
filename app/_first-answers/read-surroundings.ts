import 'server-only';
import { cookies, headers } from 'next/headers';
import { buildingCookie, zoneCookie } from '@/app/_components/device-cookies';
import { present } from '@/app/_components/present';
import type { Surroundings } from '@/app/_components/surroundings';
import type { Person } from '@/lib/core/places/person';
import { parseZone } from '@/lib/core/time/zone';

/** What this request tells of the browser that it came from, and of who sent it. */
export async function readSurroundings(person: Person | null): Promise<Surroundings> {
  const [jar, received] = await Promise.all([cookies(), headers()]);
  return {
    now: present(),
    zone: parseZone(person?.timeZone ?? '') ?? parseZone(jar.get(zoneCookie)?.value ?? ''),
    homeBuildingId: jar.get(buildingCookie)?.value ?? null,
    isWide: !isPhone(received),
  };
}

function isPhone(received: Pick<Headers, 'get'>): boolean {
  const hint = received.get('sec-ch-ua-mobile');
  return hint === null ? /\bMobi/.test(received.get('user-agent') ?? '') : hint === '?1';
}
