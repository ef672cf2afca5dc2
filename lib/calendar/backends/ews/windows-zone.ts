import { findWindows } from 'windows-iana';
import type { ZoneId } from '@/lib/core/time/zone';

/** The Windows name of a zone by CLDR, whichever of its IANA names is used; null where there is none. */
export function toWindowsZone(zone: ZoneId): string | null {
  if (zone === 'UTC') return 'UTC';
  const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  const [name] = [zone, canonical].flatMap((each) => findWindows(each) ?? []);
  return name ?? null;
}
