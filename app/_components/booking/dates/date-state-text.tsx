'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { DateLineProps } from '@/app/_components/booking/dates/date-line-props';
import { type DateRow, isSkipped } from '@/app/_components/booking/dates/date-rows';
import { type RoomState, StateSwatch } from '@/app/_components/state-swatch';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useViolationText } from '@/app/_components/use-violation-text';
import { zoneId } from '@/lib/core/time/zone';
import { roomQuery } from '@/lib/http/client/places-queries';
import { readInterval } from '@/lib/http/client/read-instant';
import { formatTimeRange } from '@/lib/i18n/format-time';

const swatches: Readonly<Record<DateRow['state'], RoomState>> = {
  free: 'free',
  busy: 'busy',
  policy: 'closed',
  unknown: 'unknown',
};

/** How a date stands, with the reason, and what was chosen for it. */
export function DateStateText({ row, rooms, isAsking }: DateLineProps) {
  const t = useTranslations('dates');
  const isReplaced = row.choice?.kind === 'replace';
  if (isSkipped(row)) return <p className="text-quiet">{t('skipped')}</p>;
  return (
    <div>
      <p className="flex items-start gap-2">
        <StateSwatch state={swatches[row.state]} />
        <span>{isAsking && isReplaced ? t('asking') : t(row.state)}</span>
      </p>
      {isReplaced && <ReplacedText row={row} />}
      {!(isAsking && isReplaced) && <Reasons row={row} rooms={rooms} />}
    </div>
  );
}

function ReplacedText({ row }: Pick<DateLineProps, 'row'>) {
  const t = useTranslations('dates');
  const choice = row.choice?.kind === 'replace' ? row.choice : null;
  return (
    <>
      {choice?.roomId !== undefined && <InRoom roomId={choice.roomId} />}
      {choice?.time && <p className="text-12 font-semibold">{t('atTime')}</p>}
    </>
  );
}

function InRoom({ roomId }: { readonly roomId: string }) {
  const t = useTranslations('dates');
  const { data } = useQuery(roomQuery(roomId));
  return data && <p className="text-12 font-semibold">{t('inRoom', { room: data.name })}</p>;
}

function Reasons({ row, rooms }: Pick<DateLineProps, 'row' | 'rooms'>) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const violationText = useViolationText();
  const { conflicts = [], violations = [], reason } = row.told;
  const nameOf = (roomId: string) => rooms.find(({ id }) => id === roomId)?.name;
  const texts = [
    ...conflicts.flatMap((conflict) => {
      const room = rooms.find(({ id }) => id === conflict.roomId) ?? rooms[0];
      if (!room) return [];
      const range = formatTimeRange(readInterval(conflict), zoneId(room.timeZone), locale);
      return [t('dates.conflict', { room: nameOf(conflict.roomId) ?? '', range })];
    }),
    ...violations.map(violationText),
    ...(reason ? [t(`unknownReason.${reason}`)] : []),
  ];
  return (
    <ul className="text-12 text-quiet">
      {[...new Set(texts)].map((text) => (
        <li key={text} className="first-letter:uppercase">
          {text}
        </li>
      ))}
    </ul>
  );
}
