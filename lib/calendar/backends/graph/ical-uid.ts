/** The head of every identifier that Exchange itself makes ([MS-OXOCAL] section 2.2.1.27). */
const exchangeHead = '040000008200E00074C5B7101A82E008';
const dateDigits = 8;

/**
 * The iCalUId that all dates of a series share: Exchange writes a date's day into its own. Anybody
 * else's identifier is as it is.
 */
export function seriesIcalUid(icalUid: string): string {
  if (!icalUid.toUpperCase().startsWith(exchangeHead)) return icalUid;
  const day = exchangeHead.length;
  return `${icalUid.slice(0, day)}${'0'.repeat(dateDigits)}${icalUid.slice(day + dateDigits)}`;
}
