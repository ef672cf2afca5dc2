const yearSeconds = 365 * 24 * 3_600;

/** The reader's time zone as this browser says it, so that a page's first paint is in it. */
export const zoneCookie = 'foyer-zone';
/** The building last chosen on this device. */
export const buildingCookie = 'foyer-building';

/** What this browser keeps under that name; null when it keeps nothing. Of the browser only. */
export function readDeviceCookie(name: string): string | null {
  const pairs = document.cookie.split('; ');
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : decoded(found.slice(name.length + 1));
}

/** Null for what Foyer did not write. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * Keeps it in this browser, where pages and the server find it; whether it is kept. By the old way:
 * the Cookie Store answers later, and only over HTTPS.
 */
export function keepOnDevice(name: string, value: string): boolean {
  const text = encodeURIComponent(value);
  document.cookie = `${name}=${text}; path=/; max-age=${yearSeconds}; samesite=lax`;
  return readDeviceCookie(name) === value;
}
