import {
  monthlyWays,
  mostCount,
  mostInterval,
  noRepeat,
  type Repeat,
  repeatEnds,
  repeatKinds,
} from '@/app/_components/booking/repeat/repeat';
import { formatDate, parseDate } from '@/lib/core/time/wall-time';

/** Reads how something repeats off an address; whatever is missing or makes no sense is the default. */
export function readRepeat(params: Pick<URLSearchParams, 'get'>): Repeat {
  const one = <T extends string>(name: string, known: readonly T[], otherwise: T): T =>
    known.find((each) => each === params.get(name)) ?? otherwise;
  const kind = one('repeat', repeatKinds, noRepeat.kind);
  if (kind === 'none') return noRepeat;
  return {
    kind,
    interval: readWhole(params.get('every'), mostInterval) ?? noRepeat.interval,
    moreWeekdays: readWeekdays(params.get('on') ?? ''),
    monthlyWay: one('monthly', monthlyWays, noRepeat.monthlyWay),
    ends: one('ends', repeatEnds, noRepeat.ends),
    until: parseDate(params.get('until') ?? ''),
    count: readWhole(params.get('count'), mostCount) ?? noRepeat.count,
  };
}

/** Adds what `readRepeat` reads; nothing while nothing repeats, and nothing that is as by default. */
export function writeRepeat(params: URLSearchParams, repeat: Repeat): void {
  const { kind, interval, moreWeekdays, monthlyWay, ends, until, count } = repeat;
  if (kind === 'none') return;
  params.set('repeat', kind);
  if (interval !== noRepeat.interval) params.set('every', String(interval));
  if (moreWeekdays.length > 0) params.set('on', moreWeekdays.join(','));
  if (monthlyWay !== noRepeat.monthlyWay) params.set('monthly', monthlyWay);
  if (ends !== noRepeat.ends) params.set('ends', ends);
  if (until) params.set('until', formatDate(until));
  if (count !== noRepeat.count) params.set('count', String(count));
}

function readWeekdays(text: string): readonly number[] {
  const weekdays = text.split(',').filter((part) => /^[1-7]$/.test(part));
  return [...new Set(weekdays.map(Number))];
}

function readWhole(text: string | null, most: number): number | null {
  const value = /^\d{1,4}$/.test(text ?? '') ? Number(text) : 0;
  return value >= 1 && value <= most ? value : null;
}
