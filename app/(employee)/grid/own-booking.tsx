'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { afterFocusReturns } from '@/app/_components/after-focus-returns';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { Dialog } from '@/app/_components/dialog';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { PageLink } from '@/app/_components/page-link';
import { CancelDialog } from '@/app/(employee)/bookings/cancel-dialog';
import { readCarried } from '@/app/(employee)/grid/move-booking';
import type { GridCommands, OwnPlace } from '@/app/(employee)/grid/use-grid-commands';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { BookingAnswer } from '@/lib/http/contract/bookings';

interface OwnBookingProps {
  readonly own: OwnPlace;
  readonly words: StretchWords;
  readonly commands: GridCommands;
  readonly onClose: () => void;
}

/** What dragging and the keys do to an own booking, as buttons; and what its own pages do. */
export function OwnBooking({ own, words, commands, onClose }: OwnBookingProps) {
  const t = useTranslations();
  const { room, stretch } = own;
  const [isCancelling, setCancelling] = useState(own.wish === 'cancel');
  const at = { roomId: room.id, start: stretch.start, end: stretch.end };
  const id = stretch.bookingId ?? '';
  const { data, error, refetch } = useQuery({
    queryKey: ['booking', id, at],
    queryFn: () => readCarried(id, at),
    staleTime: 0,
  });
  const done = (text: string) => {
    commands.tell(text);
    onClose();
  };
  if (isCancelling && data) return <CancelDialog booking={data} onClose={onClose} onDone={done} />;
  return (
    <Dialog title={stretch.title ?? t('grid.mine')} onClose={onClose}>
      <p className="mb-4 text-16">
        {room.name}, {words.range(stretch)}
      </p>
      {error && <LoadError title={t('change.notFoundTitle')} error={error} onRetry={refetch} />}
      {data === undefined && !error && <p role="status">{t('common.loading')}</p>}
      {data === null && (
        <EmptyState title={t('change.notFoundTitle')} text={t('change.mayNotText')} />
      )}
      {data && (
        <Ways booking={data} {...{ own, commands, onClose }} onCancel={() => setCancelling(true)} />
      )}
    </Dialog>
  );
}

interface WaysProps {
  readonly booking: BookingAnswer;
  readonly own: OwnPlace;
  readonly commands: GridCommands;
  readonly onClose: () => void;
  readonly onCancel: () => void;
}

const stepMs = 15 * minuteMs;

function Ways({ booking, own, commands, onClose, onCancel }: WaysProps) {
  const t = useTranslations();
  return (
    <div className="grid gap-4">
      {booking.mayChange && !own.stretch.isOver && (
        <MoveWays
          {...{ own, commands }}
          closeAnd={(act) => {
            onClose();
            afterFocusReturns(act);
          }}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <PageLink href={`/bookings/${encodeURIComponent(booking.id)}`} className={buttonClass()}>
          {t('grid.openBooking')}
        </PageLink>
        {booking.mayChange && (
          <PageLink
            href={`/bookings/${encodeURIComponent(booking.id)}/change`}
            className={buttonClass()}
          >
            {t('change.change')}
          </PageLink>
        )}
        {booking.mayCancel && (
          <Button variant="danger" onClick={onCancel}>
            {t('bookings.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface MoveWaysProps extends Pick<WaysProps, 'own' | 'commands'> {
  readonly closeAnd: (act: () => void) => void;
}

/** A quarter to either side, longer or shorter; or taken up and put elsewhere. */
function MoveWays({ own: { room, stretch }, commands, closeAnd }: MoveWaysProps) {
  const t = useTranslations('grid');
  const move = (to: Interval) => {
    if (!commands.lift(room, stretch)) return;
    const isAsked = commands.drop({ roomId: room.id, start: to.start, end: to.end });
    if (!isAsked) commands.putBack();
  };
  const { start, end } = stretch;
  const steps = {
    earlier: { start: addMs(start, -stepMs), end: addMs(end, -stepMs) },
    later: { start: addMs(start, stepMs), end: addMs(end, stepMs) },
    shorter: { start, end: addMs(end, -stepMs) },
    longer: { start, end: addMs(end, stepMs) },
  };
  const isShort = end - start <= stepMs;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {(['earlier', 'later', 'shorter', 'longer'] as const).map((step) => (
          <Button
            key={step}
            disabled={step === 'shorter' && isShort}
            onClick={() => closeAnd(() => move(steps[step]))}
          >
            {t(`step.${step}`)}
          </Button>
        ))}
      </div>
      <div>
        <Button onClick={() => closeAnd(() => commands.lift(room, stretch))}>{t('carry')}</Button>
        <p className="mt-1 text-12 text-quiet">{t('carryHint')}</p>
      </div>
    </>
  );
}
