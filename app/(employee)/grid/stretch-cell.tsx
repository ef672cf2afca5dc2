'use client';

import type { ReactNode } from 'react';
import { classNames } from '@/app/_components/class-names';
import { stateClasses, UnknownMark } from '@/app/_components/state-swatch';
import { type DayAxis, positionOf } from '@/app/(employee)/grid/day-axis';
import { gridCellRole } from '@/app/(employee)/grid/grid-roles';
import { placeOf } from '@/app/(employee)/grid/place-of';
import { isTaken, type Stretch, type TakenStretch } from '@/app/(employee)/grid/room-day';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { breadthOf, type Zoom } from '@/app/(employee)/grid/zoom';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface StretchCellProps {
  readonly stretch: Stretch;
  readonly room: RoomAnswer;
  readonly axis: DayAxis;
  readonly words: StretchWords;
}

/** One stretch of a room's day: its pattern, and in words as much as fits. */
export function StretchCell({ stretch, room, axis, words }: StretchCellProps) {
  const first = Math.floor(positionOf(axis, stretch.start));
  const last = Math.ceil(positionOf(axis, stretch.end));
  return (
    <td
      {...gridCellRole}
      aria-label={words.cell(room.name, stretch, stretch)}
      aria-colindex={first + 2}
      aria-colspan={Math.max(1, last - first)}
      className={classNames(
        'absolute inset-y-0 outline-none',
        isTaken(stretch) && 'px-px py-0.5',
        isTaken(stretch) && stretch.isOver && 'bg-sunken',
      )}
      style={placeOf(axis, stretch)}
    >
      {isTaken(stretch) ? (
        <Block zoom={axis.zoom} {...{ stretch, words }} />
      ) : (
        <Ground stretch={stretch}>{words.state(stretch)}</Ground>
      )}
    </td>
  );
}

interface GroundProps {
  readonly stretch: Exclude<Stretch, TakenStretch>;
  readonly children: ReactNode;
}

/** What lies between meetings, or instead of them. */
function Ground({ stretch: { state }, children }: GroundProps) {
  switch (state) {
    case 'free':
      return <div className="size-full cursor-pointer" />;
    case 'past':
    case 'closed':
      return <div className={`size-full opacity-85 ${stateClasses.closed}`} />;
    case 'loading':
      return <div className="skeleton absolute inset-x-0 inset-y-1.5" />;
    default:
      return (
        <div
          className={classNames('flex size-full items-center overflow-clip', stateClasses[state])}
        >
          <span className="sticky inset-s-[calc(var(--room)+8px)] z-6 inline-flex items-center gap-1.5 rounded-[4px] bg-surface px-1.5 text-12 whitespace-nowrap">
            {state === 'unknown' && <UnknownMark />}
            {children}
          </span>
        </div>
      );
  }
}

/** Paler, yet dark enough to read; patterns are pale already. */
const overClasses: Partial<Record<TakenStretch['state'], string>> = {
  busy: 'border border-transparent bg-busy/50 text-quiet',
  mine: 'border border-transparent bg-accent-soft text-accent-strong',
};

/** Where a booking is held to make it longer or shorter the pointer says so. */
const edgeClasses =
  "before:absolute before:inset-y-0 before:inset-s-0 before:w-2 before:cursor-ew-resize before:content-[''] after:absolute after:inset-y-0 after:inset-e-0 after:w-2 after:cursor-ew-resize after:content-['']";

interface BlockProps {
  readonly zoom: Zoom;
  readonly stretch: TakenStretch;
  readonly words: StretchWords;
}

/** A meeting; the reader's own is a link to it, which the grid opens, takes along and lengthens. */
function Block({ zoom, stretch, words }: BlockProps) {
  const { state, isOver } = stretch;
  const look = {
    className: classNames(
      'flex size-full flex-col justify-center overflow-clip rounded-[4px] text-12 whitespace-nowrap',
      (isOver && overClasses[state]) || stateClasses[state],
      state === 'hold' && 'border border-edge',
    ),
    title: [words.range(stretch), words.title(stretch) ?? words.state(stretch)].join(' '),
  };
  const text = <BlockText {...{ zoom, stretch, words }} />;
  if (state !== 'mine') return <div {...look}>{text}</div>;
  return (
    <a
      {...look}
      data-own
      href={
        stretch.bookingId === null
          ? '/bookings'
          : `/bookings/${encodeURIComponent(stretch.bookingId)}`
      }
      draggable={false}
      tabIndex={-1}
      className={classNames(look.className, 'relative', !isOver && edgeClasses)}
    >
      {text}
    </a>
  );
}

/**
 * One or two lines; over a pattern only one, so that the pattern shows. Narrow blocks let their
 * words fade out rather than spend half of their width on dots.
 */
function BlockText({ zoom, stretch, words }: BlockProps) {
  const { title, organizer, state } = stretch;
  const breadth = breadthOf(zoom, stretch);
  if (breadth === 'scant') return null;
  const line = breadth === 'narrow' ? 'block overflow-clip' : 'block truncate';
  const isPatterned = state === 'tentative' || state === 'hold';
  const second = title && state !== 'mine' && !isPatterned ? organizer : null;
  return (
    <span
      className={classNames(
        'sticky inset-s-(--room) block w-fit max-w-full',
        breadth === 'narrow' ? 'mask-r-from-70% ps-1' : 'px-1.5',
        isPatterned && 'bg-surface',
      )}
    >
      <span className={classNames(line, title && 'font-semibold')}>
        {title ?? organizer ?? words.state(stretch)}
      </span>
      {second && <span className={line}>{second}</span>}
    </span>
  );
}
