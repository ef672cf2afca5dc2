'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useRefreshBookings } from '@/app/_components/booking/use-refresh-bookings';
import { useErrorText } from '@/app/_components/use-error-text';
import { type Carried, type GridSlot, isSameSlot } from '@/app/(employee)/grid/carried';
import type { MoveResult } from '@/app/(employee)/grid/move-booking';
import type { TakenStretch } from '@/app/(employee)/grid/room-day';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { readInstant } from '@/lib/http/client/read-instant';
import { problemCodeOf, RequestFailure } from '@/lib/http/client/request-failure';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** What became of the last move, in words; the old place is had back by `undo`. */
export interface MoveOutcome {
  readonly tone: 'done' | 'pending' | 'failed';
  readonly words: string;
  readonly undo: (() => void) | null;
}

export interface Carrying {
  readonly carried: Carried | null;
  /** What is taken up, at once after `lift` and not only at the next paint. */
  readonly carriedNow: () => Carried | null;
  readonly outcome: MoveOutcome | null;
  readonly lift: (room: RoomAnswer, stretch: TakenStretch) => void;
  readonly hold: (to: GridSlot) => void;
  /** Asks for the place where it is held; until that is certain, the old place stands. */
  readonly drop: (to: GridSlot) => void;
  readonly putBack: () => void;
  readonly dismiss: () => void;
}

interface Lifted {
  readonly carried: Carried;
  /** As it was when it was taken up: whatever changes it afterwards makes the move fail. */
  readonly booking: Promise<BookingAnswer | null>;
}

interface CarryingNeeds {
  readonly rooms: readonly RoomAnswer[];
  readonly words: StretchWords;
}

const loadMoves = () => import('@/app/(employee)/grid/move-booking');

/** Takes up own bookings, holds them elsewhere, and asks for that place. */
export function useCarrying({ rooms, words }: CarryingNeeds): Carrying {
  const say = useMoveWords(rooms, words);
  const { outcome, run, dismiss } = useSending(say);
  const lifted = useRef<Lifted | null>(null);
  const [carried, setCarried] = useState<Carried | null>(null);

  const show = useCallback((next: Carried | null) => {
    if (lifted.current && next) lifted.current = { ...lifted.current, carried: next };
    if (!next) lifted.current = null;
    setCarried(next);
  }, []);
  const lift = useCallback<Carrying['lift']>(
    (room, { bookingId, title, start, end }) => {
      if (bookingId === null || lifted.current) return;
      const from = { roomId: room.id, start, end };
      const next = { ...from, bookingId, title: title ?? room.name, from, isSending: false };
      const booking = loadMoves().then(({ readCarried }) => readCarried(bookingId, from));
      // What goes wrong here is told when the booking is dropped.
      booking.catch(() => undefined);
      lifted.current = { carried: next, booking };
      dismiss();
      setCarried(next);
    },
    [dismiss],
  );
  const hold = useCallback<Carrying['hold']>(
    ({ roomId, start, end }) => {
      const held = lifted.current?.carried;
      if (held && !held.isSending) show({ ...held, roomId, start, end });
    },
    [show],
  );
  const putBack = useCallback(() => {
    if (!lifted.current?.carried.isSending) show(null);
  }, [show]);
  const drop = useCallback<Carrying['drop']>(
    ({ roomId, start, end }) => {
      if (!lifted.current || lifted.current.carried.isSending) return;
      const { carried: held, booking } = lifted.current;
      const to = { roomId, start, end };
      if (isSameSlot(to, held.from)) {
        show(null);
        return;
      }
      show({ ...held, ...to, isSending: true });
      void run(held.title, held.from, async () => {
        const [{ moveBooking }, read] = await Promise.all([loadMoves(), booking]);
        return read && moveBooking(read, held.from, to);
      }).finally(() => show(null));
    },
    [run, show],
  );
  const carriedNow = useCallback(() => lifted.current?.carried ?? null, []);
  return useMemo(
    () => ({ carried, carriedNow, outcome, lift, hold, drop, putBack, dismiss }),
    [carried, carriedNow, outcome, lift, hold, drop, putBack, dismiss],
  );
}

/** Sends a move, and keeps what became of the last one. */
function useSending(say: MoveWords) {
  const refresh = useRefreshBookings();
  const [outcome, setOutcome] = useState<MoveOutcome | null>(null);
  const dismiss = useCallback(() => setOutcome(null), []);
  const run = useCallback(
    async (title: string, at: GridSlot, send: () => Promise<MoveResult | null>) => {
      try {
        const result = await send();
        await refresh();
        if (!result) {
          setOutcome(say.gone(title, at));
          return;
        }
        const { booking, before, isThere } = result;
        const undo = () => {
          setOutcome(null);
          const back = { ...before, roomId: before.roomIds[0] ?? at.roomId };
          void run(title, back, async () => (await loadMoves()).putBooking(booking, before));
        };
        setOutcome(say.done(booking, isThere, isThere ? undo : null));
      } catch (failure) {
        await refresh();
        setOutcome(say.failed(title, at, failure));
      }
    },
    [refresh, say],
  );
  return { outcome, run, dismiss };
}

type MoveWords = ReturnType<typeof useMoveWords>;

/** Says what became of a move; a failed one leaves the booking where it was, or nobody knows. */
function useMoveWords(rooms: readonly RoomAnswer[], words: StretchWords) {
  const t = useTranslations('grid');
  const errorText = useErrorText();
  return useMemo(() => {
    const nameOf = (roomId: string) => rooms.find(({ id }) => id === roomId)?.name ?? '';
    const placeOf = (title: string, at: GridSlot) => ({
      title,
      room: nameOf(at.roomId),
      range: words.range(at),
    });
    const gone = (title: string, at: GridSlot): MoveOutcome => ({
      tone: 'failed',
      words: t('moveStale', placeOf(title, at)),
      undo: null,
    });
    const failed = (title: string, at: GridSlot, failure: unknown): MoveOutcome => {
      if (problemCodeOf(failure) === 'stale') return gone(title, at);
      const isCertain = failure instanceof RequestFailure && failure.problem !== null;
      const place = placeOf(title, at);
      const reason = errorText(failure);
      return {
        tone: 'failed',
        words: isCertain ? t('moveFailed', { ...place, reason }) : t('moveUncertain', place),
        undo: null,
      };
    };
    const done = (
      booking: BookingAnswer,
      isThere: boolean,
      undo: MoveOutcome['undo'],
    ): MoveOutcome => {
      const start = readInstant(booking.start);
      const end = readInstant(booking.end);
      const room = booking.rooms.map(({ name }) => name).join(', ');
      const place = { title: booking.title, room, range: words.range({ start, end }) };
      if (!isThere) return { tone: 'pending', words: t('movePending', place), undo };
      const isConfirmed = booking.status === 'confirmed';
      return isConfirmed
        ? { tone: 'done', words: t('moved', place), undo }
        : { tone: 'pending', words: t('moveRequested', place), undo };
    };
    return { gone, failed, done };
  }, [rooms, words, t, errorText]);
}
