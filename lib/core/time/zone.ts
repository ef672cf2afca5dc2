declare const zoneBrand: unique symbol;

/** An IANA time zone name that this runtime's database knows, such as `Europe/Paris`. */
export type ZoneId = string & { readonly [zoneBrand]: true };

const known = new Map<string, ZoneId | null>();

/** The zone of that name, or null. Offsets such as `+02:00` are not zones. */
export function parseZone(name: string): ZoneId | null {
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  const zone = isZoneName(name) ? (name as ZoneId) : null;
  if (known.size < 2_000) known.set(name, zone);
  return zone;
}

/** @throws RangeError when there is no such zone. */
export function zoneId(name: string): ZoneId {
  const zone = parseZone(name);
  if (!zone) throw new RangeError(`unknown time zone: ${name}`);
  return zone;
}

function isZoneName(name: string): boolean {
  if (name.length > 64 || !/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
