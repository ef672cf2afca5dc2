import { randomBytes } from 'node:crypto';

const head = '040000008200E00074C5B7101A82E008';
const noDate = '00000000';
/** 1601-01-01 to 1970-01-01 in milliseconds. */
const fileTimeOffsetMs = 11_644_473_600_000n;

/** As Exchange makes them: [MS-OXOCAL] section 2.2.1.27, PidLidGlobalObjectId. */
export function newICalUId(nowMs: number): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(Math.trunc(nowMs)) + fileTimeOffsetMs) * 10_000n);
  const parts = [time.toString('hex'), '0'.repeat(16), '10000000', randomBytes(16).toString('hex')];
  return `${head}${noDate}${parts.join('').toUpperCase()}`;
}

/** That of one date of a series: the day of its original start stands in those that Exchange made. */
export function iCalUIdOfDate(iCalUId: string, day: string): string {
  if (!iCalUId.startsWith(head)) return iCalUId;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const bytes = Buffer.from([year >> 8, year & 0xff, month, date])
    .toString('hex')
    .toUpperCase();
  return `${iCalUId.slice(0, head.length)}${bytes}${iCalUId.slice(head.length + noDate.length)}`;
}
