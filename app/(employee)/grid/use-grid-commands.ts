'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { useOpenBooking } from '@/app/_components/booking-context';
import { offerAt, selectionBetween } from '@/app/(employee)/grid/booking-offer';
import { type GridSlot, obstacleTo } from '@/app/(employee)/grid/carried';
import { cellAt, cellInterval, type DayAxis } from '@/app/(employee)/grid/day-axis';
import { isTaken, type Stretch, type TakenStretch } from '@/app/(employee)/grid/room-day';
import type { Carrying } from '@/app/(employee)/grid/use-carrying';
import type { MoveTo } from '@/app/(employee)/grid/use-grid-cursor';
import type { DayOf } from '@/app/(employee)/grid/use-room-days';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** Cells of a free stretch that are marked to be booked. */
export interface GridSelection extends Interval {
  readonly roomId: string;
  /** Where it was begun. */
  readonly anchor: Instant;
}

/** An own booking of the grid that is looked at, or about to be cancelled. */
export interface OwnPlace {
  readonly room: RoomAnswer;
  readonly stretch: TakenStretch;
  readonly wish: 'look' | 'cancel';
}

export interface GridCommands {
  readonly tell: (words: string) => void;
  /** Marks a free stretch from one cell to another. */
  readonly select: (room: RoomAnswer, free: Stretch, anchor: number, head: number) => void;
  readonly clear: () => void;
  /** Opens the form for what is marked, unless somebody has taken it meanwhile. */
  readonly bookSelection: (selection: GridSelection) => void;
  /** What a click or Enter on a cell does: books, shows one's booking, or says why neither. */
  readonly activate: (room: RoomAnswer, stretch: Stretch, cell: number) => void;
  /** Shows one's booking, unless it is being moved: then it says so. */
  readonly openOwn: (place: OwnPlace) => void;
  /** Takes up an own booking; says so, or why it cannot be: one at a time is moved. */
  readonly lift: (room: RoomAnswer, stretch: TakenStretch) => boolean;
  /** Holds what is taken up there, and says whether it can be had. */
  readonly hold: (to: GridSlot) => void;
  /** Asks for that place, unless something is in the way: then it goes on being held. */
  readonly drop: (to: GridSlot) => boolean;
  readonly putBack: () => void;
  readonly roomOf: (roomId: string) => RoomAnswer | null;
  readonly moveTo: MoveTo;
}

export interface GridCommandsState {
  readonly selection: GridSelection | null;
  /** What the live region says. */
  readonly told: string;
  readonly own: OwnPlace | null;
  readonly closeOwn: () => void;
  /** The same object until the day, what is known of it, or the language changes. */
  readonly commands: GridCommands;
}

interface GridCommandsNeeds {
  readonly axis: DayAxis;
  readonly rooms: readonly RoomAnswer[];
  readonly dayOf: DayOf;
  readonly words: StretchWords;
  readonly moveTo: MoveTo;
  readonly carrying: Carrying;
}

/** What one can do in the grid, by mouse and by keyboard alike. */
export function useGridCommands(needs: GridCommandsNeeds): GridCommandsState {
  const { axis, rooms, dayOf, words, moveTo } = needs;
  const t = useTranslations('grid');
  const openBooking = useOpenBooking();
  const [told, tell] = useState('');
  const { selection, clear, select } = useSelection(needs, tell);
  const { own, openOwn, closeOwn } = useOwnPlace(needs, tell);
  const roomOf = useCallback<GridCommands['roomOf']>(
    (roomId) => rooms.find(({ id }) => id === roomId) ?? null,
    [rooms],
  );
  const tellObstacle = useCallback(
    (room: RoomAnswer, wanted: Interval, obstacle: Stretch) => {
      const range = words.range(wanted);
      tell(t('cannotBook', { room: room.name, range, state: words.state(obstacle) }));
    },
    [words, t],
  );
  const bookSelection = useCallback<GridCommands['bookSelection']>(
    ({ roomId, start, end }) => {
      const room = roomOf(roomId);
      const obstacle = room && obstacleTo(dayOf(room), { start, end }, null);
      clear();
      if (room && obstacle) tellObstacle(room, { start, end }, obstacle);
      else openBooking({ roomId, start, end });
    },
    [openBooking, roomOf, dayOf, tellObstacle, clear],
  );
  const activate = useCallback<GridCommands['activate']>(
    (room, stretch, cell) => {
      if (stretch.state === 'free') {
        openBooking({ roomId: room.id, ...offerAt(axis, stretch, cell, room.policy) });
      } else if (stretch.state === 'mine') openOwn({ room, stretch, wish: 'look' });
      else if (stretch.state === 'past') tell(t('cannotBookPast'));
      else tellObstacle(room, cellInterval(axis, cell), stretch);
    },
    [axis, t, openBooking, openOwn, tellObstacle],
  );
  const { lift, hold, drop, putBack } = useCarryCommands(needs, {
    ...{ roomOf, tell, tellObstacle, clear },
  });
  const commands = useMemo<GridCommands>(
    () => ({
      ...{ tell, select, clear, bookSelection, activate, openOwn },
      ...{ lift, hold, drop, putBack, roomOf, moveTo },
    }),
    [select, clear, bookSelection, activate, openOwn, lift, hold, drop, putBack, roomOf, moveTo],
  );
  return { selection, told, own, closeOwn, commands };
}

/** The own booking that is looked at; one that is being moved is not. */
function useOwnPlace({ carrying }: GridCommandsNeeds, tell: GridCommands['tell']) {
  const t = useTranslations('grid');
  const { carriedNow } = carrying;
  const [own, setOwn] = useState<OwnPlace | null>(null);
  const closeOwn = useCallback(() => setOwn(null), []);
  const openOwn = useCallback<GridCommands['openOwn']>(
    (place) => {
      const moving = carriedNow();
      if (moving?.bookingId === place.stretch.bookingId) {
        tell(t('stillMoving', { title: moving.title }));
      } else setOwn(place);
    },
    [carriedNow, tell, t],
  );
  return { own, openOwn, closeOwn };
}

/** Cells that are marked to be booked. */
function useSelection({ axis, words }: GridCommandsNeeds, tell: GridCommands['tell']) {
  const t = useTranslations('grid');
  const [selection, setSelection] = useState<GridSelection | null>(null);
  const clear = useCallback(() => setSelection(null), []);
  const select = useCallback<GridCommands['select']>(
    (room, free, anchor, head) => {
      const marked = selectionBetween(axis, free, anchor, head);
      setSelection({ ...marked, roomId: room.id, anchor: cellInterval(axis, anchor).start });
      tell(t('selected', { room: room.name, range: words.range(marked) }));
    },
    [axis, tell, words, t],
  );
  return { selection, clear, select };
}

interface CarryNeeds extends Pick<GridCommands, 'roomOf' | 'tell' | 'clear'> {
  readonly tellObstacle: (room: RoomAnswer, wanted: Interval, obstacle: Stretch) => void;
}

/** What one can do with an own booking, and says of it. */
function useCarryCommands(
  { axis, rooms, dayOf, words, moveTo, carrying }: GridCommandsNeeds,
  { roomOf, tell, tellObstacle, clear }: CarryNeeds,
): Pick<GridCommands, 'lift' | 'hold' | 'drop' | 'putBack'> {
  const t = useTranslations('grid');
  const { carriedNow, lift: takeUp, hold: holdAt, drop: dropAt, putBack: giveBack } = carrying;
  const lift = useCallback<GridCommands['lift']>(
    (room, stretch) => {
      clear();
      const moving = carriedNow();
      if (moving) {
        tell(t('stillMoving', { title: moving.title }));
        return false;
      }
      const title = stretch.title ?? room.name;
      if (stretch.bookingId === null || stretch.isOver) {
        tell(t('cannotMove', { title }));
        return false;
      }
      takeUp(room, stretch);
      tell(t('lifted', { title, room: room.name, range: words.range(stretch) }));
      return true;
    },
    [carriedNow, takeUp, clear, tell, words, t],
  );
  const hold = useCallback<GridCommands['hold']>(
    (to) => {
      holdAt(to);
      const room = roomOf(to.roomId);
      if (!room) return;
      const obstacle = obstacleTo(dayOf(room), to, carriedNow()?.bookingId ?? null);
      const parts = { room: room.name, range: words.range(to) };
      tell(
        obstacle ? t('heldTaken', { ...parts, state: words.state(obstacle) }) : t('held', parts),
      );
    },
    [holdAt, roomOf, dayOf, carriedNow, tell, words, t],
  );
  const drop = useCallback<GridCommands['drop']>(
    (to) => {
      const room = roomOf(to.roomId);
      if (!room) return false;
      const obstacle = obstacleTo(dayOf(room), to, carriedNow()?.bookingId ?? null);
      if (obstacle) {
        tellObstacle(room, to, obstacle);
        return false;
      }
      dropAt(to);
      moveTo({ row: rooms.indexOf(room), cell: cellAt(axis, to.start) });
      return true;
    },
    [axis, rooms, roomOf, dayOf, carriedNow, tellObstacle, dropAt, moveTo],
  );
  const putBack = useCallback(() => {
    giveBack();
    tell(t('putBack'));
  }, [giveBack, tell, t]);
  return { lift, hold, drop, putBack };
}

/** An own booking that is not over, which can be taken up. */
export function isOwn(stretch: Stretch | null): stretch is TakenStretch {
  return stretch !== null && isTaken(stretch) && stretch.state === 'mine';
}
