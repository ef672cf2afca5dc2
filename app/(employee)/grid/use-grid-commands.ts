'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { useOpenBooking } from '@/app/_components/booking-context';
import { offerAt, selectionBetween } from '@/app/(employee)/grid/booking-offer';
import { type DayAxis, quarterInterval } from '@/app/(employee)/grid/day-axis';
import type { Stretch } from '@/app/(employee)/grid/room-day';
import type { MoveTo } from '@/app/(employee)/grid/use-grid-cursor';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import type { Interval } from '@/lib/core/time/interval';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** Quarters of a free stretch that are marked to be booked. */
export interface GridSelection extends Interval {
  readonly roomId: string;
  readonly anchor: number;
}

export interface GridCommands {
  readonly tell: (words: string) => void;
  /** Marks a free stretch from one quarter to another. */
  readonly select: (room: RoomAnswer, free: Stretch, anchor: number, head: number) => void;
  readonly clear: () => void;
  /** Opens the form for what is marked. */
  readonly bookSelection: (selection: GridSelection) => void;
  /** What a click or Enter on a quarter does: books, goes to one's bookings, or says why neither. */
  readonly activate: (room: RoomAnswer, stretch: Stretch, quarter: number) => void;
  readonly moveTo: MoveTo;
}

export interface GridCommandsState {
  readonly selection: GridSelection | null;
  /** What the live region says. */
  readonly told: string;
  /** The same object until the day or the language changes. */
  readonly commands: GridCommands;
}

interface GridCommandsNeeds {
  readonly axis: DayAxis;
  readonly words: StretchWords;
  readonly moveTo: MoveTo;
}

/** What one can do in the grid, by mouse and by keyboard alike. */
export function useGridCommands({ axis, words, moveTo }: GridCommandsNeeds): GridCommandsState {
  const t = useTranslations('grid');
  const router = useRouter();
  const openBooking = useOpenBooking();
  const [selection, setSelection] = useState<GridSelection | null>(null);
  const [told, tell] = useState('');
  const clear = useCallback(() => setSelection(null), []);
  const select = useCallback<GridCommands['select']>(
    (room, free, anchor, head) => {
      const marked = selectionBetween(axis, free, anchor, head);
      setSelection({ ...marked, roomId: room.id, anchor });
      tell(t('selected', { room: room.name, range: words.range(marked) }));
    },
    [axis, words, t],
  );
  const bookSelection = useCallback<GridCommands['bookSelection']>(
    ({ roomId, start, end }) => {
      setSelection(null);
      openBooking({ roomId, start, end });
    },
    [openBooking],
  );
  const activate = useCallback<GridCommands['activate']>(
    (room, stretch, quarter) => {
      if (stretch.state === 'free') {
        openBooking({ roomId: room.id, ...offerAt(axis, stretch, quarter, room.policy) });
      } else if (stretch.state === 'mine') router.push('/bookings');
      else if (stretch.state === 'past') tell(t('cannotBookPast'));
      else {
        const range = words.range(quarterInterval(axis, quarter));
        tell(t('cannotBook', { room: room.name, range, state: words.state(stretch) }));
      }
    },
    [axis, words, t, openBooking, router],
  );
  const commands = useMemo(
    () => ({ tell, select, clear, bookSelection, activate, moveTo }),
    [select, clear, bookSelection, activate, moveTo],
  );
  return { selection, told, commands };
}
