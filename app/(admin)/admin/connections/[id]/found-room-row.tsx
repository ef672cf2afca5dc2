'use client';

import { useTranslations } from 'next-intl';
import { controlClass } from '@/app/_components/control-class';
import type { RoomRow } from '@/app/(admin)/admin/connections/[id]/use-taking-rooms';
import type { DiscoveredRoomAnswer } from '@/lib/http/contract/admin-connections';

interface FoundRoomRowProps {
  readonly room: DiscoveredRoomAnswer;
  readonly isKnown: boolean;
  readonly row: RoomRow;
  readonly onChange: (change: Partial<RoomRow>) => void;
}

/** A room that the calendar system told of, and what Foyer has to know of it. */
export function FoundRoomRow({ room, isKnown, row, onChange }: FoundRoomRowProps) {
  const t = useTranslations('connections');
  const { name, address, building } = room;
  const where = [address.email ?? address.calendarUrl, building].filter(Boolean).join(' · ');
  return (
    <li className="grid gap-2 border-t border-hairline py-3 sm:grid-cols-[1fr_auto] sm:gap-4">
      <label className="flex min-w-0 items-start gap-3">
        <input
          type="checkbox"
          aria-label={t('chooseRoom', { name })}
          checked={isKnown || row.isChosen}
          disabled={isKnown}
          onChange={(event) => onChange({ isChosen: event.currentTarget.checked })}
          className="size-6 shrink-0"
        />
        <span className="min-w-0">
          <span className="block font-semibold break-words">{name}</span>
          <span className="block text-12 break-all text-quiet">{where}</span>
        </span>
      </label>
      {isKnown && <p className="text-quiet">{t('inFoyer')}</p>}
      {!isKnown && row.isChosen && (
        <div className="flex flex-wrap gap-2">
          <input
            type="number"
            min={1}
            max={100_000}
            required
            aria-label={t('seatsOf', { name })}
            title={t('seats')}
            value={row.capacity}
            className={`${controlClass} max-w-24`}
            onChange={(event) => onChange({ capacity: event.currentTarget.value })}
          />
          <input
            required
            maxLength={100}
            aria-label={t('floorOf', { name })}
            title={t('floor')}
            value={row.floor}
            className={`${controlClass} max-w-40`}
            onChange={(event) => onChange({ floor: event.currentTarget.value })}
          />
        </div>
      )}
    </li>
  );
}
