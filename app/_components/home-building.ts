const key = 'foyer-building';

/** The building last chosen on this device; null when none was or the browser keeps nothing. */
export function readHomeBuilding(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a building on this device. A browser that keeps nothing just asks again next time. */
export function rememberHomeBuilding(buildingId: string): boolean {
  try {
    localStorage.setItem(key, buildingId);
    return true;
  } catch {
    return false;
  }
}
