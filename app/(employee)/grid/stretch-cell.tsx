'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from '@/app/_components/class-names';
import { stateClasses, UnknownMark } from '@/app/_components/state-swatch';
import { type DayAxis, positionOf } from '@/app/(employee)/grid/day-axis';
import { gridCellRole } from '@/app/(employee)/grid/grid-roles';
import { placeOf } from '@/app/(employee)/grid/place-of';
import type { Stretch } from '@/app/(employee)/grid/room-day';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface StretchCellProps {
  readonly stretch: Stretch;
  readonly room: RoomAnswer;
  readonly axis: DayAxis;
  readonly words: StretchWords;
}

/** One stretch of a room's day: its pattern, and in words as much as fits. */
export function StretchCell({ stretch, room, axis, words }: StretchCellProps) {
  const name = words.cell(room.name, stretch, stretch);
  const first = Math.floor(positionOf(axis, stretch.start));
  return (
    <td
      {...gridCellRole}
      tabIndex={-1}
      aria-label={name}
      aria-colindex={first + 2}
      aria-colspan={Math.max(1, Math.ceil(positionOf(axis, stretch.end)) - first)}
      title={stretch.state === 'free' ? undefined : tooltip(stretch, words)}
      className={classNames(
        'absolute outline-none',
        isTaken(stretch) ? 'inset-y-0.5 px-px' : 'inset-y-0',
      )}
      style={placeOf(axis, stretch)}
    >
      <Surface {...{ stretch, words }} />
    </td>
  );
}

function Surface({ stretch, words }: Pick<StretchCellProps, 'stretch' | 'words'>) {
  switch (stretch.state) {
    case 'free':
      return <div className="size-full cursor-cell hover:bg-accent-soft/60" />;
    case 'past':
      return <div className="size-full bg-sunken/85" />;
    case 'closed':
      return <div className={`size-full opacity-85 ${stateClasses.closed}`} />;
    case 'out':
      return <Whole className={stateClasses.out}>{words.state(stretch)}</Whole>;
    case 'unknown':
      return (
        <Whole className={stateClasses.unknown}>
          <UnknownMark /> {words.state(stretch)}
        </Whole>
      );
    case 'loading':
      return (
        <div className="flex size-full items-center">
          <div className="skeleton h-7 w-full" />
        </div>
      );
    case 'mine':
      return (
        <Link href="/bookings" prefetch={false} tabIndex={-1} className={blockClass(stretch)}>
          <BlockText {...{ stretch, words }} />
        </Link>
      );
    default:
      return (
        <div className={blockClass(stretch)}>
          <BlockText {...{ stretch, words }} />
        </div>
      );
  }
}

type Taken = Extract<Stretch, { isOver: boolean }>;

function isTaken(stretch: Stretch): stretch is Taken {
  return 'isOver' in stretch;
}

function blockClass(stretch: Taken): string {
  return classNames(
    'flex size-full flex-col justify-center overflow-clip rounded-[4px] text-12 whitespace-nowrap',
    stateClasses[stretch.state],
    stretch.isOver && 'opacity-60',
  );
}

/** Stays in view while its block is scrolled under the rooms. */
function BlockText({ stretch, words }: { readonly stretch: Taken; readonly words: StretchWords }) {
  const { title, organizer, state } = stretch;
  const first = title ?? organizer ?? words.state(stretch);
  const second = title && state !== 'mine' ? organizer : null;
  return (
    <span className="sticky inset-s-(--room) block w-fit max-w-full px-1.5">
      <span className={classNames('block truncate', title && 'font-semibold')}>{first}</span>
      {second && <span className="block truncate">{second}</span>}
    </span>
  );
}

interface WholeProps {
  readonly className: string;
  readonly children: ReactNode;
}

/** A pattern over a long stretch, its words on a plain ground so that they can be read. */
function Whole({ className, children }: WholeProps) {
  return (
    <div className={classNames('flex size-full items-center overflow-clip', className)}>
      <span className="sticky inset-s-[calc(var(--room)+8px)] inline-flex items-center gap-1.5 rounded-[4px] bg-surface px-1.5 text-12 whitespace-nowrap">
        {children}
      </span>
    </div>
  );
}

function tooltip(stretch: Stretch, words: StretchWords): string {
  return [words.range(stretch), words.title(stretch) ?? words.state(stretch)].join(' ');
}
