'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useFloorText } from '@/app/_components/use-floor-text';
import { GridLegend } from '@/app/(employee)/grid/grid-legend';
import { gridLines } from '@/app/(employee)/grid/grid-rows';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';
import type { BuildingAnswer, RoomAnswer } from '@/lib/http/contract/places';
import { formatTime } from '@/lib/i18n/format-time';

export interface PrintedParts {
  readonly building: BuildingAnswer;
  /** All of them: paper does not scroll. */
  readonly rooms: readonly RoomAnswer[];
  readonly zone: ZoneId;
  readonly updatedAt: Instant | null;
}

interface PrintedFrameProps extends PrintedParts {
  /** The day or the week. */
  readonly title: string;
  readonly columns: number;
  /** The heads of what stands beside the rooms. */
  readonly heads: ReactNode;
  readonly cells: (room: RoomAnswer) => ReactNode;
}

/** A table of rooms for paper: what it shows and of when, its head on every sheet, no controls. */
export function PrintedFrame(props: PrintedFrameProps) {
  const { building, rooms, zone, updatedAt, title, columns, heads, cells } = props;
  const t = useTranslations('grid');
  const locale = useDisplayLocale();
  const floorText = useFloorText();
  const [count, total] = [rooms.length, building.roomCount];
  const size = count < total ? t('fitting', { count, total }) : t('rooms', { count });
  const asOf = updatedAt && t('updated', { time: formatTime(updatedAt, zone, locale) });
  return (
    <section className="printed-grid hidden text-12 print:block">
      <h1 className="text-20 font-semibold first-letter:uppercase">{title}</h1>
      <p className="mb-2">{[building.name, size, asOf].filter(Boolean).join(', ')}</p>
      <table className="w-full table-fixed border-collapse">
        <thead>
          <tr>
            <th scope="col" className="w-36 border-b border-edge text-start">
              {t('roomsColumn')}
            </th>
            {heads}
          </tr>
        </thead>
        <tbody>
          {gridLines(rooms).map((line) =>
            line.kind === 'floor' ? (
              <tr key={line.key} className="break-after-avoid">
                <th colSpan={columns + 1} className="pt-2 text-start font-regular">
                  <span className="inline-block first-letter:uppercase">
                    {floorText(line.floor)}
                  </span>
                </th>
              </tr>
            ) : (
              <tr key={line.key} className="break-inside-avoid border-b border-hairline">
                <th scope="row" className="py-1 pe-2 text-start align-top font-regular">
                  <span className="font-semibold">{line.room.name}</span> ({line.room.capacity})
                </th>
                {cells(line.room)}
              </tr>
            ),
          )}
        </tbody>
      </table>
      <div className="mt-2">
        <GridLegend />
      </div>
    </section>
  );
}
