import type { DayAxis } from '@/app/(employee)/grid/day-axis';

/** A line through every room at each full hour, under all that is in the rows. */
export function HourLines({ axis }: { readonly axis: DayAxis }) {
  return axis.hours.map(({ at, cell }) => (
    <div
      key={at}
      aria-hidden
      className="absolute inset-y-0 w-px bg-hairline"
      style={{ insetInlineStart: `calc(var(--room) + ${cell} * var(--cell))` }}
    />
  ));
}
