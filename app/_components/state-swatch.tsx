import { classNames } from '@/app/_components/class-names';

export type RoomState =
  | 'free'
  | 'busy'
  | 'mine'
  | 'tentative'
  | 'hold'
  | 'closed'
  | 'out'
  | 'unknown';

/** How each state is painted, in the grid, in lists and in the legend alike. */
export const stateClasses: Readonly<Record<RoomState, string>> = {
  free: 'bg-surface',
  busy: 'state-busy',
  mine: 'state-mine',
  tentative: 'state-tentative',
  hold: 'state-hold',
  closed: 'state-closed',
  out: 'state-out',
  unknown: 'state-unknown',
};

/** A small sample of a state's pattern; words always stand beside it. */
export function StateSwatch({ state }: { readonly state: RoomState }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-flex size-4 shrink-0 items-center justify-center rounded-[4px] border border-edge',
        stateClasses[state],
      )}
    >
      {state === 'unknown' && <UnknownMark />}
    </span>
  );
}

/** The question mark that always goes with the pattern of no information. */
export function UnknownMark() {
  return (
    <span className="inline-flex size-3 items-center justify-center rounded-full bg-surface text-[10px] leading-none font-semibold text-ink">
      ?
    </span>
  );
}
