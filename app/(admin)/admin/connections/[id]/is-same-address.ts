interface Address {
  readonly email?: string | undefined;
  readonly calendarUrl?: string | undefined;
}

/** Whether two addresses name one room: its calendar where both tell it, else its mail address. */
export function isSameAddress(one: Address, other: Address): boolean {
  if (one.calendarUrl !== undefined && other.calendarUrl !== undefined) {
    return withoutSlash(one.calendarUrl) === withoutSlash(other.calendarUrl);
  }
  return one.email !== undefined && one.email.toLowerCase() === other.email?.toLowerCase();
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
