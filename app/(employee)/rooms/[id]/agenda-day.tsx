'use client';

import { useTranslations } from 'next-intl';
import { useOpenBooking } from '@/app/_components/booking-context';
import { Button } from '@/app/_components/button';
import { type RoomState, StateSwatch } from '@/app/_components/state-swatch';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { findSlot } from '@/lib/core/availability/find-slot';
import { type Instant, instant, minuteMs, parseInstant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import {
  type CalendarDate,
  dateOf,
  dayWindow,
  formatDate,
  toInstant,
} from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import type { BusyAnswer } from '@/lib/http/contract/availability';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatCalendarDate, formatNearDay } from '@/lib/i18n/format-date';
import { formatTimeRange } from '@/lib/i18n/format-time';

interface AgendaDayProps {
  readonly room: RoomAnswer;
  readonly date: CalendarDate;
  readonly now: Instant;
  readonly busy: readonly BusyAnswer[];
}

const offeredMs = 30 * minuteMs;
const offeredFromHour = 8;

/** One day of a room: what it is taken by, and the next half hour that can be had. */
export function AgendaDay({ room, date, now, busy }: AgendaDayProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const openBooking = useOpenBooking();
  const zone = zoneId(room.timeZone);
  const day = dayWindow(date, zone);
  const pieces = busy.flatMap((piece) => {
    const start = parseInstant(piece.start);
    const end = parseInstant(piece.end);
    return start !== null && end !== null && overlaps({ start, end }, day)
      ? [{ ...piece, start, end }]
      : [];
  });
  const offer = nextOffer(day, date, now, pieces, zone);
  const today = dateOf(now, zone);
  return (
    <li className="grid gap-x-6 gap-y-2 border-t border-hairline py-3 sm:grid-cols-[9rem_minmax(0,1fr)_auto]">
      <h3 className="font-semibold first-letter:uppercase">
        {formatNearDay(date, today, locale) ?? formatCalendarDate(date, 'weekday', locale)}
        <span className="block font-regular text-12 text-quiet">
          {formatCalendarDate(date, 'short', locale)}
        </span>
      </h3>
      {pieces.length === 0 ? (
        <p className="text-quiet">{t('room.dayFree')}</p>
      ) : (
        <ul className="grid content-start gap-1">
          {pieces.map((piece) => (
            <li key={piece.start} className="flex items-baseline gap-2">
              <span className="translate-y-0.5">
                <StateSwatch state={stateOf(piece)} />
              </span>
              <span className="font-semibold whitespace-nowrap">
                {formatTimeRange(piece, zone, locale)}
              </span>
              <span className="min-w-0 truncate text-quiet">{wordsOf(piece, t)}</span>
            </li>
          ))}
        </ul>
      )}
      {offer && (
        <Button onClick={() => openBooking({ roomId: room.id, ...offer })} className="self-start">
          {t('room.bookNext', { room: room.name, range: formatTimeRange(offer, zone, locale) })}
          <span className="sr-only">, {formatDate(date)}</span>
        </Button>
      )}
    </li>
  );
}

function nextOffer(
  day: Interval,
  date: CalendarDate,
  now: Instant,
  pieces: readonly Interval[],
  zone: ReturnType<typeof zoneId>,
): Interval | null {
  const morning = toInstant({ ...date, hour: offeredFromHour, minute: 0, second: 0 }, zone);
  const from = instant(Math.max(morning, now));
  if (from >= day.end) return null;
  const busy = pieces.map(({ start, end }) => ({ start, end, kind: 'busy' as const }));
  return findSlot({ start: from, end: day.end }, busy, offeredMs);
}

type Taken = Omit<BusyAnswer, 'start' | 'end'>;

function stateOf({ mine, kind }: Taken): RoomState {
  if (mine) return 'mine';
  if (kind === 'hold') return 'hold';
  return kind === 'tentative' ? 'tentative' : 'busy';
}

type Translate = ReturnType<typeof useTranslations<never>>;

function wordsOf({ title, organizer, mine, kind }: Taken, t: Translate): string {
  if (title && organizer && !mine) return t('grid.byOrganizer', { title, organizer });
  if (title) return title;
  if (organizer) return organizer;
  if (kind === 'hold') return t('grid.hold');
  return t(kind === 'tentative' ? 'grid.tentative' : 'grid.busy');
}
