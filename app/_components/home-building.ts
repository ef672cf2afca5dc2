'use client';

import { buildingCookie, keepOnDevice, readDeviceCookie } from '@/app/_components/device-cookies';
import { useSurroundings } from '@/app/_components/surroundings';

/** The building last chosen on this device; null when none was or the browser keeps nothing. */
export function useHomeBuilding(): string | null {
  const { homeBuildingId } = useSurroundings();
  return typeof document === 'undefined' ? homeBuildingId : readDeviceCookie(buildingCookie);
}

/** Remembers a building on this device. A browser that keeps nothing just asks again next time. */
export function rememberHomeBuilding(buildingId: string): boolean {
  return keepOnDevice(buildingCookie, buildingId);
}
